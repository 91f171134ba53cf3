using System.Globalization;
using Microsoft.Extensions.Primitives;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// Lists carry an ETag made of the last position that touched their project: while it stays, so does the list, and a client
/// that has it is answered without a look at the database.
/// </summary>
public sealed class ListAnswer(JournalTail tail, FairShare share)
{
    /// <param name="project">The project the list is of; null: of the whole instance.</param>
    public async Task<IResult> AnswerAsync<T>(HttpContext context, Rights rights, ProjectId? project, Func<Task<Page<T>>> read)
    {
        // Taken before the rows are read: they may be newer than it says, never older.
        var position = tail.Last;
        // What a project has is the same for all who see it; what of the instance somebody sees is theirs.
        var tag = project is { } one ? $"\"{tail.JournalId}-{tail.LastOf(one)}\"" : $"\"{tail.JournalId}-{position}-{rights.User}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers[AnswerResult.PositionHeader] = position.Value.ToString(CultureInfo.InvariantCulture);
        if (IsKnown(context.Request.Headers.IfNoneMatch, tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        using (await share.TurnAsync(context))
            return TypedResults.Ok(await read());
    }

    // It may be one of several, and weakened by a proxy that compresses. A tag is quoted, so it is part of no other.
    static bool IsKnown(StringValues tags, string tag) => tags.Any(t => t is not null && t.Contains(tag, StringComparison.Ordinal));
}

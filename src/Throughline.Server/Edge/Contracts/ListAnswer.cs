using System.Security.Cryptography;
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
    /// <param name="project">The project the list is of; null: of all that they see.</param>
    /// <param name="read">Reads the page.</param>
    /// <param name="isLasting">False: it may be another although nothing happened, so it has no tag and nobody may keep it.</param>
    public async Task<IResult> AnswerAsync<T>(HttpContext context, Rights rights, ProjectId? project, Func<Task<T>> read, bool isLasting = true)
    {
        // Taken before the rows are read: they may be newer than it says, never older.
        var position = tail.Last;
        string tag;
        if (project is { } one)
            tag = $"\"{tail.JournalId}-{tail.LastOf(one)}\"";
        else
            // It must not tell whether anything happens where they see nothing.
            (tag, position) = TagOfAll(rights, position);
        if (isLasting)
            context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = isLasting ? "private, no-cache" : "no-store";
        context.Response.Headers[AnswerResult.PositionHeader] = position.Value.ToString(CultureInfo.InvariantCulture);
        if (isLasting && IsKnown(context.Request.Headers.IfNoneMatch, tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        using (await share.TurnAsync(context))
            return TypedResults.Ok(await read());
    }

    (string Tag, Position Position) TagOfAll(Rights rights, Position last)
    {
        if (rights.Visible is not { } visible)
            return ($"\"{tail.JournalId}-{last}-all\"", last);
        var newest = Position.Start;
        using var seen = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var project in visible.OrderBy(id => id.Value))
        {
            seen.AppendData(project.Value.ToByteArray());
            newest = tail.LastOf(project) is var own && own > newest ? own : newest;
        }
        // The set of projects too: one that they were taken out of leaves no later position behind.
        return ($"\"{tail.JournalId}-{newest}-{rights.User}-{Convert.ToHexStringLower(seen.GetHashAndReset().AsSpan(0, 8))}\"", newest);
    }

    // It may be one of several, and weakened by a proxy that compresses. A tag is quoted, so it is part of no other.
    static bool IsKnown(StringValues tags, string tag) => tags.Any(t => t is not null && t.Contains(tag, StringComparison.Ordinal));
}

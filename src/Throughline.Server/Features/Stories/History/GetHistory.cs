using System.Globalization;
using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories.History;

static class GetHistoryEndpoint
{
    const string Sort = "-position";
    const string ProjectSql = "SELECT project_id FROM stories WHERE id = @id";

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/{id}/history", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getStoryHistory")
        .WithSummary("Read what happened to a story and its tasks.")
        .WithDescription("""
            The newest first, as the journal tells it: every change of every field, with who and when. How a title or a description changed is told word by word,
            with what stayed the same left out where it is long. after asks for what is new since a position. Names are those of now; who was erased has a pseudonym.
            """)
        .Produces<Page<HistoryEntry>>()
        .Refuses(StatusCodes.Status400BadRequest, "too-much-to-search");

    static async Task<IResult> HandleAsync(
        string id, Rights rights, NpgsqlDataSource dataSource, AskedProject projects, HistoryPage page, FairShare share, HttpContext context,
        long after = 0, string? cursor = null, int limit = Paging.UsualRows)
    {
        var (story, count) = (Queries.PathId<StoryId>("story", id), Paging.Limit(limit));
        if (after < 0)
            throw new RefusedException(Refusal.Invalid("after", "It is a position: 0 or more."));
        var before = Paging.Decode(cursor, Sort, 1) is [var key] ? Number(key) : long.MaxValue;
        if (await ProjectOfAsync(dataSource, story, context.RequestAborted) is not { } project || !await projects.SeesAsync(rights, project, context.RequestAborted))
            return Problems.From(Refusal.NotFound("story"));
        context.Response.Headers.CacheControl = "no-store";
        using var turn = await share.TurnAsync(context);
        var entries = await page.ReadAsync(story, after, before, count + 1, context.RequestAborted);
        return TypedResults.Ok(Page.Of(entries, count, e => e, e => Paging.Encode(Sort, e.Position.ToString())));
    }

    static async Task<ProjectId?> ProjectOfAsync(NpgsqlDataSource dataSource, StoryId story, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(ProjectSql, new { id = story.Value }, cancellationToken: cancellation)) is { } found ? new(found) : null;
    }

    static long Number(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadCursor();
}

using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories.History;

/// <summary>Reads what the journal says of one story and its tasks, the newest first, in bounded time.</summary>
sealed class HistoryPage(NpgsqlDataSource dataSource, AuditSettings settings)
{
    /// <summary>One fact as it stands in the journal.</summary>
    public sealed record Row(long Position, DateTime At, string Type, Guid ActorId, Guid SubjectId, string Data);

    // A plan for whichever value would go through the journal from its end, which is fast only for what happened just now.
    const string BoundsSql = "SELECT set_config('statement_timeout', @timeout, true), set_config('plan_cache_mode', 'force_custom_plan', true)";

    const string ThingsSql = """
        SELECT id FROM tasks WHERE story_id = @id
        UNION
        SELECT subject_id FROM journal WHERE type = 'task.deleted' AND data ->> 'storyId' = @id::text
        """;

    // Everything of the story is found by the filters over the journal's pages, and only then put in order: put in order first, it would be
    // the whole project's past that is gone through, of which a story is a little part.
    const string Sql = """
        WITH mine AS MATERIALIZED (
            SELECT position, at, type, actor_id, subject_id, data
            FROM journal
            WHERE subject_id = ANY (@things) AND position > @after AND position < @before)
        SELECT position AS "Position", at AS "At", type AS "Type", actor_id AS "ActorId", subject_id AS "SubjectId", data::text AS "Data"
        FROM mine
        ORDER BY position DESC
        LIMIT @limit
        """;

    /// <param name="after">Only facts after this position.</param>
    /// <param name="before">Only facts before this position.</param>
    /// <exception cref="RefusedException">It takes too long.</exception>
    public async Task<List<HistoryEntry>> ReadAsync(StoryId story, long after, long before, int limit, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var bounded = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await connection.ExecuteAsync(Asked(BoundsSql, new { timeout = settings.QueryTimeout.TotalMilliseconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) }));
            Guid[] things = [story.Value, .. await connection.QueryAsync<Guid>(Asked(ThingsSql, new { id = story.Value }))];
            var rows = (await connection.QueryAsync<Row>(Asked(Sql, new { things, after, before, limit }))).AsList();
            return await HistoryEntries.OfAsync(connection, story, rows, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            throw new RefusedException(new Refusal(RefusalKind.Invalid, "too-much-to-search", $"It took longer than {settings.QueryTimeout.TotalSeconds:0} s. Ask for what is new: after."));
        }

        CommandDefinition Asked(string sql, object parameters) => new(sql, parameters, bounded, cancellationToken: cancellation);
    }
}

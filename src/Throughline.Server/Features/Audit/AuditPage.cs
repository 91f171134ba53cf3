using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Audit;

/// <summary>Reads facts, the newest first, in bounded time, few pages at a time: whoever asks much waits, and changes find the database free.</summary>
sealed class AuditPage(NpgsqlDataSource dataSource, AuditSettings settings) : IDisposable
{
    readonly SemaphoreSlim _turns = new(2);

    /// <summary>One fact as it stands in the journal.</summary>
    public sealed record Row(
        long Position, DateTime At, string Type, Guid ProjectId, Guid ActorId, Guid? CredentialId, Guid SubjectId, string Data);

    // A plan for whichever value would go through the whole journal for one who did little.
    const string BoundsSql = "SELECT set_config('statement_timeout', @timeout, true), set_config('plan_cache_mode', 'force_custom_plan', true)";

    /// <param name="before">Only facts before this position.</param>
    /// <returns>The entries, at most <paramref name="limit"/>, and whether there are more.</returns>
    /// <exception cref="RefusedException">It takes too long.</exception>
    public async Task<(List<AuditEntry> Entries, bool HasMore)> ReadAsync(AuditFilter filter, AuditSight sight, long before, int limit, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellation);
            var rows = await RowsAsync(connection, filter, sight, before, limit + 1, cancellation);
            return (await AuditNames.EntriesAsync(connection, [.. rows.Take(limit)], sight, cancellation), rows.Count > limit);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    async Task<List<Row>> RowsAsync(
        NpgsqlConnection connection, AuditFilter filter, AuditSight sight, long before, int limit, CancellationToken cancellation)
    {
        string?[] conditions =
        [
            "position >= @first AND position < @beyond",
            sight.Condition(filter.Project),
            filter.Project is null ? null : "project_id = @project",
            filter.Person is null ? null : "actor_id = @person",
            filter.Credential is null ? null : "credential_id = @credential",
            filter.Thing is null ? null : "subject_id = @thing",
            filter.Types is null ? null : "type = ANY (@types)",
            // They are few among many, and have an index of their own.
            filter.Types?.All(IsOfPeople) == true ? "audience <> 0" : null,
        ];
        var sql = $"""
            SELECT position, at, type, project_id AS "ProjectId", actor_id AS "ActorId", credential_id AS "CredentialId", subject_id AS "SubjectId", data::text AS "Data"
            FROM journal
            WHERE {string.Join(" AND ", conditions.Where(c => c is not null))}
            ORDER BY position DESC
            LIMIT @limit
            """;
        var parameters = new
        {
            first = filter.First,
            beyond = Math.Min(before, filter.Beyond),
            project = filter.Project,
            person = filter.Person,
            credential = filter.Credential,
            thing = filter.Thing,
            types = filter.Types,
            owned = sight.Owned,
            me = sight.Me,
            limit,
        };
        await using var bounded = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(BoundsSql,
                new { timeout = settings.QueryTimeout.TotalMilliseconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) }, bounded, cancellationToken: cancellation));
            return (await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, bounded, cancellationToken: cancellation))).AsList();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            throw new RefusedException(new Refusal(RefusalKind.Invalid, "too-much-to-search", $"It took longer than {settings.QueryTimeout.TotalSeconds:0} s. {Narrower(filter)}"));
        }
    }

    static bool IsOfPeople(string type) =>
        type.StartsWith("user.", StringComparison.Ordinal) || type.StartsWith("account.", StringComparison.Ordinal) || type.StartsWith("token.", StringComparison.Ordinal);

    static string Narrower(AuditFilter filter) => filter switch
    {
        { First: 0 } => "Say from when on: from.",
        { Thing: null } => "Name the thing that it is about: thing.",
        { Person: null } => "Name who did it: person.",
        _ => "Take a shorter span of time: from and to.",
    };
}

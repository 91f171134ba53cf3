using System.Globalization;
using Dapper;
using NodaTime.Text;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Audit;

/// <summary>Which facts are asked for. Moments became positions: both grow together, so a span of time is a span of the journal.</summary>
sealed record AuditFilter(Guid? Project, Guid? Person, Guid? Credential, Guid? Thing, string[]? Types, long First, long Beyond)
{
    // at[lo] < moment <= at[hi], until they are neighbours: some twenty looks at the primary key, however long the journal is.
    const string PositionSql = """
        WITH RECURSIVE step (lo, hi) AS (
            SELECT 0::bigint, coalesce(max(position), 0) + 1 FROM journal
            UNION ALL
            SELECT CASE WHEN j.at < @moment THEN j.position ELSE s.lo END, CASE WHEN j.at < @moment THEN s.hi ELSE j.position END
            FROM step s
            JOIN journal j ON j.position = (s.lo + s.hi) / 2
            WHERE s.hi - s.lo > 1)
        SELECT min(hi) FROM step
        """;

    const string ThingSql = """
        SELECT s.id, s.project_id FROM stories s JOIN projects p ON p.id = s.project_id WHERE p.key = @key AND s.number = @number
        UNION ALL
        SELECT id, id FROM projects WHERE key = @key AND @number IS NULL
        """;

    /// <exception cref="RefusedException">It asks for what can't be.</exception>
    public static async Task<AuditFilter> ReadAsync(AuditRequest request, long after, Rights rights, NpgsqlDataSource dataSource, CancellationToken cancellation)
    {
        var rules = new InputRules();
        var types = FactTypes.Read(request.Types, rules)?.ToArray();
        var (from, to) = (Moment("from", request.From, rules), Moment("to", request.To, rules));
        if (after < 0)
            rules.Add("after", "It is a position: 0 or more.");
        var (person, credential) = (Id<UserId>("person", request.Person, rules), Id<TokenId>("credential", request.Credential, rules));
        if (rules.Refusal is { } refusal)
            throw new RefusedException(refusal);
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var thing = request.Thing is null ? (Guid?)null : await ThingAsync(request.Thing, rights, connection, cancellation);
        var first = from is { } begin ? await PositionAsync(begin) : 0;
        return new AuditFilter(Queries.Id<ProjectId>("projectId", request.ProjectId)?.Value, person, credential, thing, types,
            after > 0 ? Math.Max(first, after + 1) : first, to is { } end ? await PositionAsync(end) : long.MaxValue);

        Task<long> PositionAsync(DateTime moment) => connection.ExecuteScalarAsync<long>(new CommandDefinition(PositionSql, new { moment }, cancellationToken: cancellation));
    }

    static Guid? Id<TId>(string field, string? text, InputRules rules) where TId : struct, IId<TId>
    {
        if (text is null)
            return null;
        if (Ids.TryParse<TId>(text, out var id))
            return id.Value;
        rules.Add(field, "It is not an id: 36 characters.");
        return null;
    }

    static DateTime? Moment(string field, string? text, InputRules rules)
    {
        if (text is null)
            return null;
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } moment })
            return moment.ToInstant().ToDateTimeUtc();
        rules.Add(field, "It is a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z.");
        return null;
    }

    // What they don't see is answered as what is not there.
    static async Task<Guid> ThingAsync(string text, Rights rights, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Guid.TryParseExact(text, "D", out var id))
            return id;
        var (key, rest) = text.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? (text[..dash], text[(dash + 1)..]) : (text, null);
        int? number = int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        if (text.Length <= Queries.TextLength && !text.Contains('\0', StringComparison.Ordinal) && (rest is null || number is not null))
        {
            var found = await connection.QueryAsync<(Guid Id, Guid Project)>(new CommandDefinition(ThingSql, new { key, number }, cancellationToken: cancellation));
            foreach (var one in found)
                if (rights.RoleIn(new(one.Project)) is not null)
                    return one.Id;
        }
        throw new RefusedException(Refusal.Invalid("thing", "There is nothing that is called so. A key is such as TL-12; what was deleted is found by its id."));
    }
}

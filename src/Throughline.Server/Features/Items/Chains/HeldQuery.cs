using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Items;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>What somebody holds, or held at a moment. What it costs depends on how much that is, and not on what they held before and after.</summary>
static class HeldQuery
{
    const string NowSql = "SELECT item_id, owner_id, at FROM transfers WHERE owner_id = @user AND status = 1 AND until IS NULL";

    // What they hold still and held then already; and the spans that hold the moment, where they are entered (see SpanNode).
    const string ThenSql = NowSql + """
         AND at <= @moment
        UNION ALL
        SELECT item_id, owner_id, at FROM transfers WHERE owner_id = @user AND node IS NOT NULL AND node = ANY (@notAfter) AND until > @moment
        UNION ALL
        SELECT item_id, owner_id, at FROM transfers WHERE owner_id = @user AND node IS NOT NULL AND node = ANY (@after) AND at <= @moment
        """;

    /// <param name="at">Null: now.</param>
    /// <param name="projects">Those that whoever asks may see; null: all.</param>
    /// <param name="after">The last item of the page before; null: it is the first.</param>
    public static async Task<List<ItemRow>> AskAsync(
        NpgsqlConnection connection, UserId user, Instant? at, Guid[]? projects, Guid? after, int limit, CancellationToken cancellation)
    {
        var (notAfter, later) = at is { } moment ? SpanNode.At(moment) : ([], []);
        var sql = $"""
            SELECT {ItemRow.Columns}
            FROM {ItemRow.From}
            JOIN ({(at is null ? NowSql : ThenSql)}) h ON h.item_id = i.id
            JOIN projects p ON p.id = i.project_id
            WHERE true
              {(projects is null ? "" : "AND i.project_id = ANY (@projects)")}
              {(after is null ? "" : "AND h.item_id > @last")}
            ORDER BY h.item_id
            LIMIT @limit
            """;
        return (await connection.QueryAsync<ItemRow>(new CommandDefinition(sql,
            new { user = user.Value, moment = at?.ToDateTimeUtc(), notAfter, after = later, projects, last = after, limit }, cancellationToken: cancellation))).AsList();
    }
}

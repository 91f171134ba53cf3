using System.Globalization;
using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Items.Transfers;

namespace Throughline.Server.Features.Items.Chains;

/// <summary>All transfers of an item, also those that do not count, by their moments.</summary>
static class ChainQuery
{
    public const string NewestFirst = "-at";
    public const string OldestFirst = "at";

    public static async Task<List<TransferRow>> ReadAsync(
        NpgsqlConnection connection, ItemId item, string order, string? cursor, int limit, CancellationToken cancellation)
    {
        var after = Paging.Decode(cursor, order, 2) is [var at, var position] ? (Paging.Moment(at), Number(position)) : ((DateTime, long)?)null;
        var (than, way) = order == NewestFirst ? ("<", " DESC") : (">", "");
        var sql = $"""
            SELECT {TransferRow.Columns}
            FROM transfers t
            WHERE t.item_id = @item {(after is null ? "" : $"AND (t.at, t.position) {than} (@at, @position)")}
            ORDER BY t.at{way}, t.position{way}
            LIMIT @limit
            """;
        return (await connection.QueryAsync<TransferRow>(new CommandDefinition(
            sql, new { item = item.Value, at = after?.Item1, position = after?.Item2, limit }, cancellationToken: cancellation))).AsList();
    }

    public static string CursorOf(TransferRow row, string order) => Paging.Encode(order, Paging.Key(row.At), row.Position.ToString(CultureInfo.InvariantCulture));

    static long Number(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadCursor();
}

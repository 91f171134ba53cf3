using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>Rows turned into columns: set-wise SQL takes one array per column.</summary>
static class Columns
{
    public static TColumn[] Column<TRow, TColumn>(this List<TRow> rows, Func<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(rows[i]);
        return values;
    }

    public static Guid[] ToGuids<TId>(this HashSet<TId> ids) where TId : struct, IId<TId>
    {
        var values = new Guid[ids.Count];
        var i = 0;
        foreach (var id in ids)
            values[i++] = id.Value;
        return values;
    }

    public static NpgsqlParameter AsJson(this ReadOnlyMemory<byte>[] values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json };

    public static NpgsqlParameter AsJsonb(this ReadOnlyMemory<byte>[] values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    // Untyped, the first value would decide the type, and a null decides wrongly for the moments that come after it.
    public static NpgsqlParameter AsInstants(this Instant?[] values) => new()
    {
        Value = Array.ConvertAll(values, v => v?.ToDateTimeUtc()),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };

    /// <summary>Adds a statement whose parameters are $1, $2 … in the order given.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
        batch.BatchCommands.Add(command);
    }

    public static Instant GetInstant(this NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));
}

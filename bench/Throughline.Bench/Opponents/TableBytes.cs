using Npgsql;

namespace Throughline.Bench.Opponents;

/// <summary>Rows of a table as PostgreSQL's own binary COPY writes them: copying them in costs the client nothing but sending.</summary>
sealed record TableBytes(string Table, byte[] Bytes)
{
    public static async Task<TableBytes> ReadAsync(NpgsqlDataSource source, string table, string where, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table} WHERE {where}) TO STDOUT (FORMAT binary)", cancel);
        using var bytes = new MemoryStream();
        await copy.CopyToAsync(bytes, cancel);
        return new TableBytes(table, bytes.ToArray());
    }

    public async Task CopyInAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {Table} FROM STDIN (FORMAT binary)", cancel);
        await copy.WriteAsync(Bytes, cancel);
    }
}

using Dapper;
using Npgsql;

namespace Throughline.Bench.Machine;

/// <summary>What an answer of a PostgreSQL promises, in its own words: read from it, never assumed.</summary>
sealed record Durability(string Fsync, string SynchronousCommit, string FullPageWrites, string Version)
{
    public const string None = "stores nothing";

    bool IsFull => (Fsync, SynchronousCommit, FullPageWrites) == ("on", "on", "on");

    /// <exception cref="InvalidOperationException">An answer of it promises less than ours do: there is nothing to compare.</exception>
    public static async Task<Durability> ReadAsync(NpgsqlDataSource source) =>
        await ReadAsync(source, "fsync", "synchronous_commit", "full_page_writes", "server_version") is { IsFull: true } full
            ? full
            : throw new InvalidOperationException("PostgreSQL does not run with fsync, synchronous_commit and full_page_writes: what it answers is not durable.");

    public override string ToString() =>
        $"durable at the answer: fsync {Fsync}, synchronous_commit {SynchronousCommit}, full_page_writes {FullPageWrites} (PostgreSQL {Version})";

    static async Task<Durability> ReadAsync(NpgsqlDataSource source, params string[] names)
    {
        await using var connection = await source.OpenConnectionAsync();
        var values = new List<string>();
        foreach (var name in names) values.Add((await connection.QuerySingleAsync<string>("SELECT current_setting(@name)", new { name })).Split(' ')[0]);
        return new Durability(values[0], values[1], values[2], values[3]);
    }
}

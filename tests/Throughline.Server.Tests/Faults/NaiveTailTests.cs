using System.Collections.Concurrent;
using Npgsql;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>
/// Why positions are given out under a lock: a tail that reads a sequence's numbers as they become visible loses facts,
/// because a smaller number may be committed after a greater one was read.
/// </summary>
public sealed class NaiveTailTests
{
    const int Writers = 16;
    const int FactsPerWriter = 100;

    // Some transactions do more than others after they took their number; that is all it takes.
    const string InsertSql = "WITH taken AS (INSERT INTO naive (writer) VALUES ($1) RETURNING position) SELECT pg_sleep(random() / 200) FROM taken";

    [Fact]
    public async Task A_tail_over_a_sequence_loses_facts()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);
        await ExecuteAsync(database.DataSource, "CREATE TABLE naive (position bigserial PRIMARY KEY, writer int NOT NULL)");

        var seen = new ConcurrentDictionary<long, bool>();
        using var stop = new CancellationTokenSource();
        var tail = TailAsync(database.DataSource, seen, stop.Token);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(database.DataSource, w)));
        await stop.CancelAsync();
        await tail;

        var written = await CountAsync(database.DataSource);
        written.ShouldBe(Writers * FactsPerWriter);
        seen.Count.ShouldBeLessThan(written);
    }

    static async Task WriteAsync(NpgsqlDataSource source, int writer)
    {
        for (var i = 0; i < FactsPerWriter; i++)
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var insert = new NpgsqlCommand(InsertSql, connection)
            {
                Parameters = { new NpgsqlParameter<int> { TypedValue = writer } },
            };
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
    }

    static async Task TailAsync(NpgsqlDataSource source, ConcurrentDictionary<long, bool> seen, CancellationToken stop)
    {
        var last = 0L;
        for (var goOn = true; goOn;)
        {
            // One more look after the end, so that only what was overtaken is missing.
            goOn = !stop.IsCancellationRequested;
            await using var read = source.CreateCommand("SELECT position FROM naive WHERE position > $1 ORDER BY position");
            read.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
            await using var row = await read.ExecuteReaderAsync(CancellationToken.None);
            while (await row.ReadAsync(CancellationToken.None))
                seen[last = row.GetInt64(0)] = true;
        }
    }

    static async Task<int> CountAsync(NpgsqlDataSource source)
    {
        await using var count = source.CreateCommand("SELECT count(*)::int FROM naive");
        return (int)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    static Task ExecuteAsync(NpgsqlDataSource source, string sql) => TestPostgres.ExecuteAsync(source, sql);
}

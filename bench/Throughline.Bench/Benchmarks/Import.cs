using Dapper;
using Npgsql;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Tables;

namespace Throughline.Bench.Benchmarks;

/// <summary>100,000 stories at once; and, alone, the part of it that writes facts.</summary>
sealed class Import : Benchmark
{
    static readonly Figure Rows = new("stories", "/s");
    static readonly Figure Facts = new("fact rows", "/s");

    public override string Name => "import";

    public override string Compares => "100,000 stories by one NDJSON batch, against binary COPY of the very same state and fact rows";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var count = stand.Extent.Of(100_000, 20_000);
        await using var node = await ServerNode.StartAsync(cancel);
        await using var joined = await node.JoinAsync(cancel);
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        await using var postgres = await PrivatePostgres.StartAsync(cancel);

        stand.Say($"{count} stories, whose rows are then copied");
        var failed = await StoryLines.SendAsync(node.Address, count, cancel);
        if (failed > 0) throw new InvalidOperationException($"{failed} of {count} lines failed.");
        TableBytes[] tables =
        [
            await TableBytes.ReadAsync(joined.DataSource, "stories", "true", cancel),
            await TableBytes.ReadAsync(joined.DataSource, "journal", "true", cancel),
        ];
        // With the few that the instance, its owner and the project began with.
        List<JournalEntry> entries = [.. await new JournalReader(joined.DataSource).ReadAsync(new Position(0), count + 100, cancel)];

        var durable = (await Durability.ReadAsync(joined.DataSource)).ToString();
        var ours = new Side("Throughline", token => SendAsync(node, joined.DataSource, count, token))
        {
            Durability = durable,
            Batching = "as many lines as wait, up to 1,024, in one commit; every line has its answer",
            Load = "one HTTP request from a process on the same machine",
        };
        var copied = new Side("binary COPY", token => CopyAsync(postgres, tables, count, token))
        {
            Durability = (await Durability.ReadAsync(postgres.DataSource)).ToString(),
            Batching = "all rows in one transaction, into empty tables with the same indexes; the bytes as PostgreSQL itself wrote them",
            Load = "one connection over the private socket from a process on the same machine",
        };
        var sequenced = new Side("the sequencer's COPY", token => FactsAsync(postgres, entries.Count, connection => CopyFactsAsync(connection, entries, token), token))
        {
            Durability = copied.Durability,
            Batching = "FactRows.CopyAsync with 1,024 facts at a time, as commits hand them over; one transaction",
            Load = copied.Load,
        };
        var fixedRows = new PlainFactCopy(entries);
        var plain = new Side("binary COPY of facts", token => FactsAsync(postgres, entries.Count, connection => Task.Run(() => fixedRows.CopyIn(connection), token), token))
        {
            Durability = copied.Durability,
            Batching = "all facts in one COPY by Npgsql, from values that lie ready",
            Load = copied.Load,
        };
        var bytes = new Side("binary COPY of facts, as bytes", token => FactsAsync(postgres, entries.Count, connection => tables[1].CopyInAsync(connection, token), token))
        {
            Durability = copied.Durability,
            Batching = "all facts in one COPY; the bytes as PostgreSQL itself wrote them, so that the client has nothing to do",
            Load = copied.Load,
        };

        var stories = await stand.InterleaveAsync(cancel, ours, copied);
        var facts = await stand.InterleaveAsync(cancel, sequenced, plain, bytes);
        return
        [
            stories.Compare(Rows, ours, copied, Goal.RatioAtLeast(0.25)),
            facts.Compare(Facts, sequenced, plain, Goal.RatioAtLeast(0.8)),
            facts.Compare(Facts, sequenced, bytes),
        ];
    }

    static async Task<Sample> SendAsync(ServerNode node, NpgsqlDataSource database, int count, CancellationToken cancel)
    {
        var (before, cpu, started) = (await CountAsync(database), node.CpuSeconds(), TimeProvider.System.GetTimestamp());
        var failed = await StoryLines.SendAsync(node.Address, count, cancel);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var used = node.CpuSeconds() - cpu;
        var stored = await CountAsync(database) - before;
        return Sampled(Rows, count, seconds, used) with { Failed = failed, Void = stored == count ? null : $"{stored} of {count} are stored" };
    }

    static async Task<Sample> CopyAsync(PrivatePostgres postgres, TableBytes[] tables, int count, CancellationToken cancel)
    {
        await postgres.ExecuteAsync("TRUNCATE stories, journal", cancel);
        await using var connection = await postgres.DataSource.OpenConnectionAsync(cancel);
        var (cpu, started) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var table in tables) await table.CopyInAsync(connection, cancel);
        await transaction.CommitAsync(cancel);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var used = postgres.CpuSeconds() - cpu;
        var stored = await CountAsync(postgres.DataSource);
        return Sampled(Rows, count, seconds, used) with { Void = stored == count ? null : $"{stored} of {count} are stored" };
    }

    static async Task<Sample> FactsAsync(PrivatePostgres postgres, int count, Func<NpgsqlConnection, Task> copy, CancellationToken cancel)
    {
        await postgres.ExecuteAsync("TRUNCATE journal", cancel);
        await using var connection = await postgres.DataSource.OpenConnectionAsync(cancel);
        var (cpu, started) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await copy(connection);
        await transaction.CommitAsync(cancel);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var used = postgres.CpuSeconds() - cpu;
        var stored = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM journal");
        return Sampled(Facts, count, seconds, used) with { Void = stored == count ? null : $"{stored} of {count} are stored" };
    }

    static async Task CopyFactsAsync(NpgsqlConnection connection, List<JournalEntry> entries, CancellationToken cancel)
    {
        var most = new JournalSettings().BatchChanges;
        for (var at = 0; at < entries.Count; at += most)
            await FactRows.CopyAsync(connection, entries.GetRange(at, Math.Min(most, entries.Count - at)), cancel);
    }

    static Sample Sampled(Figure figure, int count, double seconds, double cpu) =>
        new() { Figures = new Dictionary<Figure, double> { [figure] = count / seconds }, Seconds = seconds, CpuSeconds = cpu };

    static async Task<long> CountAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM stories");
    }
}

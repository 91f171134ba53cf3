using Dapper;
using Shouldly;
using Throughline.Chaos.Subscribers;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>Three nodes that are processes of their own, on one PostgreSQL, with sixteen writers, while nodes are killed.</summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    const int Nodes = 3;
    const int Writers = 16;
    const int Readers = 6;
    const int Kills = 3;
    const int Seed = 20260801;

    [Fact]
    public async Task The_journal_stays_dense_and_ordered_and_each_fact_takes_effect_exactly_once()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        using var folder = new TestFolder("order");
        var random = new Random(Seed);
        var ledger = new Ledger();
        using var stopWriting = new CancellationTokenSource();
        using var stopReading = new CancellationTokenSource();

        var nodes = new ServerProcess[Nodes];
        var addresses = new Uri[Nodes];
        for (var i = 0; i < Nodes; i++)
            nodes[i] = Start(folder, database);
        try
        {
            for (var i = 0; i < Nodes; i++)
                addresses[i] = await nodes[i].ReadyAsync();
            await Requests.MakeProjectAsync(addresses[0]);

            var turn = 0;
            Uri AnyNode() => addresses[(uint)Interlocked.Increment(ref turn) % Nodes];
            var readers = Enumerable.Range(0, Readers).Select(r => new EventSubscriber($"r{r}", AnyNode)).ToList();
            var reading = readers.Select(r => r.RunAsync(stopReading.Token)).ToList();
            var writing = Enumerable.Range(0, Writers).Select(w => new Writer($"w{w}", AnyNode, ledger).WriteAsync(stopWriting.Token, default)).ToList();

            for (var kill = 0; kill < Kills; kill++)
            {
                var before = ledger.Acknowledged.Count;
                await Until.TrueAsync("writing goes on", () => ledger.Acknowledged.Count > before + 200);
                var victim = random.Next(Nodes);
                nodes[victim].Signal(Signals.Kill);
                await nodes[victim].ExitAsync();
                await nodes[victim].DisposeAsync();
                nodes[victim] = Start(folder, database);
                addresses[victim] = await nodes[victim].ReadyAsync();
            }
            await stopWriting.CancelAsync();
            await Task.WhenAll(writing);

            await JournalChecks.ShouldBeDenseAndOrderedAsync(database.DataSource);
            await JournalChecks.ShouldHoldAsync(database.DataSource, ledger);
            await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var end = await connection.ExecuteScalarAsync<long>("SELECT max(position) FROM journal");
            output.WriteLine($"{ledger.Acknowledged.Count} stories, {end} facts, {Kills} kills of {Nodes} nodes.");

            await Until.TrueAsync("every reader is at the journal's end", () => readers.TrueForAll(r => r.Last >= end));
            await stopReading.CancelAsync();
            await Task.WhenAll(reading);
            foreach (var reader in readers)
            {
                reader.Faults.ShouldBeEmpty();
                reader.First.ShouldBeLessThan(end);
                reader.Last.ShouldBe(end);
            }

            await Until.TrueAsync("statistics have followed", async () =>
                await connection.ExecuteScalarAsync<long>("SELECT coalesce(min(position), 0) FROM followers") == end);
            var (exitCode, said, errors) = await ServerProcess.RunAsync(folder.Path, ["recount", "--postgres", database.ConnectionString]);
            exitCode.ShouldBe(0, said + errors);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    static ServerProcess Start(TestFolder folder, TestDatabase database) =>
        ServerProcess.Start(folder.Path, ["serve", "--urls", "http://127.0.0.1:0", "--postgres", database.ConnectionString]);
}

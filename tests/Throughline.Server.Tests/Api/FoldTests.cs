using Shouldly;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Api;

/// <summary>Folding the journal gives the state tables back, row for row, at any position.</summary>
public sealed class FoldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_journal_gives_every_row_back_at_every_position_that_was_looked_at(int seed)
    {
        await using var server = await TestServer.StartAsync(("Work:SweepInterval", "00:00:00.050"), ("Work:Attempts", "2"));
        var other = await server.AddNodeAsync();
        var history = new RandomHistory(seed);
        await history.BeginAsync(server.Api);
        var snapshots = new List<TableRows>();
        var afterRounds = new List<TableRows>();
        using var done = new CancellationTokenSource();
        var looking = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested && snapshots.Count < 60)
                snapshots.Add(await TableRows.ReadAsync(server.Database.DataSource, TestContext.Current.CancellationToken));
        }, TestContext.Current.CancellationToken);

        // In rounds with a look after each, so that there is something to compare however slow the looks in between are.
        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(w => history.RunAsync(w % 2 == 0 ? server.Api : other.Api, worker: round * 6 + w, steps: 15)));
            await AllFallSilentAsync(server);
            afterRounds.Add(await TableRows.ReadAsync(server.Database.DataSource, TestContext.Current.CancellationToken));
        }
        await done.CancelAsync();
        await looking;
        snapshots.AddRange(afterRounds);

        server.Node.Log.Lines.Concat(other.Log.Lines).ShouldBeEmpty();
        history.Surprises.ShouldBeEmpty();
        snapshots[^1].Position.ShouldBeGreaterThan(300);
        snapshots.Select(s => s.Position).Distinct().Count().ShouldBeGreaterThan(3);
        var state = new State();
        var reader = server.Node.Get<JournalReader>();
        var position = Position.Start;
        foreach (var snapshot in snapshots.DistinctBy(s => s.Position).OrderBy(s => s.Position))
        {
            foreach (var entry in await reader.ReadAsync(position, (int)(snapshot.Position - position.Value), TestContext.Current.CancellationToken))
                state.Apply(entry.Fact);
            position = new Position(snapshot.Position);
            TableRows.Of(state, snapshot.Position).Differences(snapshot).ShouldBeEmpty($"fold and tables at {snapshot.Position}");
        }

        await Following.ReachedAsync(server.Database.DataSource, position.Value);
        await FollowerTests.ShouldAgreeAsync(server.Database.DataSource, position.Value);
        (await server.AskAsync<long>("SELECT count(DISTINCT series) FROM statistics_totals WHERE series IN (7, 8, 9, 10) AND count > 0")).ShouldBe(4);
    }

    // As if no worker had been heard of for longer than its lease.
    static async Task AllFallSilentAsync(TestServer server)
    {
        await server.AskAsync<long>("""
            WITH silent AS (UPDATE worker_sessions SET lease_until = clock_timestamp() RETURNING 1)
            SELECT count(*) FROM silent
            """);
        await Until.TrueAsync("all leases have expired", async () =>
            await server.AskAsync<long>("SELECT (SELECT count(*) FROM worker_sessions) + (SELECT count(*) FROM tasks WHERE lease_state = 1)") == 0);
    }
}

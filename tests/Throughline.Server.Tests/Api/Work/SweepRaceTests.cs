using Npgsql;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

/// <summary>
/// The sweeper on one node is held between reading what has expired and writing it, by a lock on the task's row, while the worker
/// completes the task on another node.
/// </summary>
public sealed class SweepRaceTests
{
    [Fact]
    public async Task A_sweep_that_goes_on_comes_first_and_the_completion_after_it_still_counts()
    {
        await using var race = await Race.StartAsync();
        var completion = race.Worker.CompleteAsync(race.Task, 1, 7);
        await race.ShouldWaitAsync();

        await race.LetGoAsync();

        // Nobody else had claimed it: the lease expired, and was completed after all.
        (await completion).ShouldBe(200);
        (await race.HistoryAsync()).ShouldBe("task.claimed task.expired task.completed");
        ((string?)(await race.Worker.TaskAsync(race.Task))["status"]).ShouldBe("Done");
        (await race.TimeAsync()).ShouldBe(7);
    }

    [Fact]
    public async Task A_sweep_that_breaks_down_leaves_nothing_and_the_completion_wins()
    {
        await using var race = await Race.StartAsync();
        var completion = race.Worker.CompleteAsync(race.Task, 1, 7);
        await race.ShouldWaitAsync();

        await race.BreakDownAsync();
        await race.LetGoAsync();

        (await completion).ShouldBe(200);
        await race.ShouldBeSweptAsync();
        (await race.HistoryAsync()).ShouldBe("task.claimed task.completed");
        (await race.TimeAsync()).ShouldBe(7);
    }

    [Fact]
    public async Task A_sweep_followed_by_anothers_claim_leaves_the_late_completion_nothing()
    {
        await using var race = await Race.StartAsync();
        var claim = race.Worker.ClaimAsync();
        await race.ShouldWaitAsync();

        await race.LetGoAsync();

        (await claim).Tasks().ShouldBe([(race.Task, 2)]);
        (await race.Worker.CompleteAsync(race.Task, 1, 7)).ShouldBeProblem(409, "lease-lost");
        (await race.HistoryAsync()).ShouldBe("task.claimed task.expired task.claimed");
        (await race.TimeAsync()).ShouldBe(0);
    }

    sealed class Race : IAsyncDisposable
    {
        TestServer _server = null!;
        NpgsqlConnection _holder = null!;

        public string Task { get; private set; } = "";

        /// <summary>A node that sweeps only rarely.</summary>
        public ApiClient Worker => _server.Api;

        /// <summary>Begins with the sweep at rest between its read and its write.</summary>
        public static async Task<Race> StartAsync()
        {
            var race = new Race { _server = await TestServer.StartAsync(("Work:SweepInterval", "01:00:00")) };
            var (_, _, tasks) = await race.Worker.QueueAsync(1);
            race.Task = tasks[0];
            var session = Workers.NewSession();
            (await race.Worker.ClaimAsync(session)).Tasks().ShouldBe([(race.Task, 1)]);

            race._holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(race._server.Database.ConnectionString) { Pooling = false }.ConnectionString);
            await race._holder.OpenAsync(TestContext.Current.CancellationToken);
            await race.HoldAsync($"BEGIN; SELECT 1 FROM tasks WHERE id = '{race.Task}' FOR UPDATE");
            await race._server.FallSilentAsync(session);
            await race._server.AddNodeAsync(("Work:SweepInterval", "00:00:00.05"));
            await Until.TrueAsync("the sweep waits for the row", async () => await race.SweepersAsync() == 1);
            return race;
        }

        /// <summary>The worker's request waits for the lock that the sweep has.</summary>
        public Task ShouldWaitAsync() => _server.WriterWaitsAsync();

        public Task LetGoAsync() => HoldAsync("ROLLBACK");

        /// <summary>The database ends the sweeping node's connection.</summary>
        public async Task BreakDownAsync() => (await _server.AskAsync<long>(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted AND locktype IN ('transactionid', 'tuple') AND datname = current_database()")).ShouldBeGreaterThan(0);

        public Task ShouldBeSweptAsync() => Until.TrueAsync("the session is gone", async () =>
            await _server.AskAsync<long>("SELECT count(*) FROM worker_sessions WHERE lease_until < clock_timestamp()") == 0);

        public Task<string> HistoryAsync() => _server.AskAsync<string>(
            $"SELECT string_agg(type, ' ' ORDER BY position) FROM journal WHERE subject_id = '{Task}' AND type <> 'task.created'");

        public Task<long> TimeAsync() => _server.AskAsync<long>($"SELECT time_spent FROM tasks WHERE id = '{Task}'");

        public async ValueTask DisposeAsync()
        {
            await _holder.DisposeAsync();
            await _server.DisposeAsync();
        }

        Task<long> SweepersAsync() => _server.AskAsync<long>(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted AND locktype IN ('transactionid', 'tuple') AND datname = current_database()");

        async Task HoldAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, _holder);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}

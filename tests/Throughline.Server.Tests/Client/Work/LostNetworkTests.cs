using Shouldly;
using Throughline.Server.Client.Work;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Client.Work;

/// <summary>A pool whose server or network goes away.</summary>
public sealed class LostNetworkTests(SharedServer shared, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Answers_that_are_lost_change_nothing()
    {
        var project = await ProjectAsync("ANSW");
        await project.AddTasksAsync(400);
        await using var relay = new Relay(_server.Node.Address);
        var answers = 0;
        relay.LosesAnswer = () => Interlocked.Increment(ref answers) % 3 == 0;
        await using var pool = new RunningPool(relay.Address, Options(project) with { Size = 20, UntilEmpty = true }, CompleteAsync);
        await pool.Ended.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        output.WriteLine($"{relay.Lost} of {answers} answers were lost.");
        relay.Lost.ShouldBeGreaterThan(5);
        await project.ShouldBeDoneOnceAsync();
        // Every task was claimed once: a repeated claim got the tasks whose answer was lost.
        (await project.CountAsync("lease_epoch = 1")).ShouldBe(400);
        var counted = pool.Pool.Counters;
        (counted.Claimed, counted.Completed, counted.Lost, counted.TimeSpent).ShouldBe((400, 400, 0, project.Given.Estimate));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_when_the_pool_had_to_finish_leaves_no_lease_behind()
    {
        var project = await ProjectAsync("SETT");
        await project.AddTasksAsync(3);
        await using var relay = new Relay(_server.Node.Address) { LosesAnswer = () => true };
        await using var pool = new RunningPool(relay.Address, Options(project), CompleteAsync);
        await Until.TrueAsync("the claim is committed", async () => await project.LeasedAsync() == 3);
        relay.Cut();
        relay.LosesAnswer = () => false;
        var finish = pool.FinishAsync();
        relay.Mend();
        await finish;

        (await project.LeasedAsync()).ShouldBe(0);
        (await project.CountAsync("status = 0 AND attempts = 0 AND lease_epoch = 1 AND lease_state = 3")).ShouldBe(3);
        pool.Pool.Counters.Released.ShouldBe(3);
    }

    [Fact]
    public async Task A_restarted_server_is_waited_for_and_told_of_once()
    {
        var project = await ProjectAsync("REST");
        await project.AddTasksAsync(200);
        await using var other = await TestServerOf(_server);
        await using var relay = new Relay(other.Address);
        await using var pool = new RunningPool(relay.Address, Options(project) with { Size = 4 }, async (task, cancelled) =>
        {
            await Task.Delay(10, cancelled);
            return WorkOutcome.Completed(task.Estimate);
        });
        await Until.TrueAsync("work is under way", () => pool.Pool.Counters.Completed > 20);
        relay.Cut();
        await other.DisposeAsync();
        await Until.TrueAsync("it waits", () => pool.Told<ServerAwaited>() > 0 && pool.Pool.Counters.Working == 0);
        relay.Server = _server.Node.Address;
        relay.Mend();
        await Until.TrueAsync("all are done", () => pool.Pool.Counters.Completed == 200);
        await Until.TrueAsync("it is told", () => pool.Told<ServerBack>() > 0);
        await pool.FinishAsync();

        (pool.Told<ServerAwaited>(), pool.Told<ServerBack>(), pool.Told<LeaseRanOut>(), pool.Told<TaskLost>()).ShouldBe((1, 1, 0, 0));
        await project.ShouldBeDoneOnceAsync();
        (await project.CountAsync("lease_epoch = 1")).ShouldBe(200);
    }

    [Fact]
    public async Task Work_goes_on_while_the_lease_runs_out_unheard_and_counts_as_long_as_nobody_else_has_the_task()
    {
        var project = await ProjectAsync("DARK");
        await project.AddTaskAsync("Long");
        await using var relay = new Relay(_server.Node.Address);
        var end = new TaskCompletionSource();
        await using var pool = new RunningPool(relay.Address, Options(project), async (_, cancelled) =>
        {
            await end.Task.WaitAsync(cancelled);
            return WorkOutcome.Completed(new(7));
        });
        await Until.TrueAsync("it works", () => pool.Pool.Counters.Working == 1);
        relay.Cut();
        await Until.TrueAsync("the lease ran out", () => pool.Told<LeaseRanOut>() > 0);
        end.SetResult();
        await Until.TrueAsync("it is reported", () => pool.Pool.Counters is { Working: 0, Holding: 1 });
        relay.Mend();
        await Until.TrueAsync("it is told", () => pool.Pool.Counters.Holding == 0);

        (pool.Told<LeaseRanOut>(), pool.Told<ServerAwaited>()).ShouldBe((1, 1));
        pool.Pool.Counters.Completed.ShouldBe(1);
        await project.ShouldBeDoneOnceAsync(timeSpent: 7);
    }

    static Task<WorkOutcome> CompleteAsync(ClaimedTask task, CancellationToken cancelled) => Task.FromResult(WorkOutcome.Completed(task.Estimate));

    static Task<TestNode> TestServerOf(TestServer server) => TestNode.StartAsync(server.Database.ConnectionString);

    static WorkerPoolOptions Options(WorkedProject project) => new() { ProjectId = project.Id, Worker = "A pool", Lease = TimeSpan.FromSeconds(5) };

    Task<WorkedProject> ProjectAsync(string key) => WorkedProject.MakeAsync(_server.Database.DataSource, _server.Node.Address, key);
}

using Shouldly;
using Throughline.Domain;
using Throughline.Server.Client.Work;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Client.Work;

/// <summary>A pool on a server that answers.</summary>
public sealed class WorkerPoolTests(SharedServer shared, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    readonly TestServer _server = shared.Server;

    [Fact]
    public async Task As_many_are_worked_on_at_once_as_the_pool_is_large_and_never_more()
    {
        const int Size = 7;
        var project = await ProjectAsync("SIZE");
        await project.AddTasksAsync(300);
        var (now, most) = (0, 0);
        var lk = new Lock();
        await using var pool = new RunningPool(_server.Node.Address, Options(project) with { Size = Size, UntilEmpty = true }, async (task, cancelled) =>
        {
            lock (lk)
                most = Math.Max(most, ++now);
            await Task.Delay(5, cancelled);
            lock (lk)
                now--;
            return WorkOutcome.Completed(task.Estimate);
        });
        await pool.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        most.ShouldBe(Size);
        await project.ShouldBeDoneOnceAsync();
        var counted = pool.Pool.Counters;
        (counted.Claimed, counted.Completed, counted.TimeSpent, counted.Holding).ShouldBe((300, 300, project.Given.Estimate, 0));
        output.WriteLine($"Claim p50 {counted.ClaimRoundTrip.At(0.5).TotalMilliseconds:0.0} ms, p99 {counted.ClaimRoundTrip.At(0.99).TotalMilliseconds:0.0} ms; report p50 {counted.Report.At(0.5).TotalMilliseconds:0.0} ms.");
    }

    [Fact]
    public async Task A_waiting_worker_has_a_new_task_at_once()
    {
        const int Tasks = 50;
        var project = await ProjectAsync("PICK");
        await using var pool = new RunningPool(_server.Node.Address, Options(project), (task, _) => Task.FromResult(WorkOutcome.Completed(task.Estimate)));
        for (var i = 1; i <= Tasks; i++)
        {
            await project.AddTaskAsync($"Task {i}");
            await Until.TrueAsync("it is done", () => pool.Pool.Counters.Completed == i);
        }

        var pickup = pool.Pool.Counters.Pickup;
        output.WriteLine($"Pickup of {pickup.Count}: p50 {pickup.At(0.5).TotalMilliseconds:0.0} ms, p99 {pickup.At(0.99).TotalMilliseconds:0.0} ms.");
        pickup.Count.ShouldBe(Tasks);
        // Far from the second that a poller would take.
        pickup.At(0.5).ShouldBeLessThan(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_place_that_becomes_free_is_filled_while_the_others_are_still_at_work()
    {
        var project = await ProjectAsync("FREE");
        await project.AddTaskAsync("Long");
        for (var i = 0; i < 20; i++)
            await project.AddTaskAsync("Short");
        await using var pool = new RunningPool(_server.Node.Address, Options(project) with { Size = 2, Grace = TimeSpan.Zero }, async (task, cancelled) =>
        {
            if (task.Title == "Long")
                await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            return WorkOutcome.Completed(new Seconds(1));
        });
        await Until.TrueAsync("all short ones are done", () => pool.Pool.Counters is { Completed: 20, Working: 1 });
    }

    [Fact]
    public async Task An_exception_is_a_failed_attempt_and_says_why()
    {
        var project = await ProjectAsync("FAIL");
        await project.AddTaskAsync("Never");
        await using var pool = new RunningPool(_server.Node.Address, Options(project) with { UntilEmpty = true },
            (_, _) => throw new InvalidDataException("No\0such thing"));
        await pool.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        pool.Pool.Counters.Failed.ShouldBe(5);
        (await project.CountAsync("set_aside AND attempts = 5 AND failure = 'InvalidDataException: Nosuch thing'")).ShouldBe(1);
    }

    [Fact]
    public async Task Asked_to_finish_it_ends_what_ends_in_time_and_gives_the_rest_back()
    {
        var project = await ProjectAsync("STOP");
        await project.AddTaskAsync("Soon");
        await project.AddTaskAsync("Never");
        var finishing = new TaskCompletionSource();
        await using var pool = new RunningPool(_server.Node.Address, Options(project) with { Grace = TimeSpan.FromSeconds(1) }, async (task, cancelled) =>
        {
            if (task.Title == "Soon")
                await finishing.Task;
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
            return WorkOutcome.Completed(new Seconds(2));
        });
        await Until.TrueAsync("both are worked on", () => pool.Pool.Counters.Working == 2);
        var end = pool.FinishAsync();
        finishing.SetResult();
        await end;

        var counted = pool.Pool.Counters;
        (counted.Completed, counted.Released, counted.Failed, counted.Lost).ShouldBe((1, 1, 0, 0));
        (await project.CountAsync("status = 2 AND title = 'Soon' AND time_spent = 2")).ShouldBe(1);
        (await project.CountAsync("status = 0 AND title = 'Never' AND attempts = 0 AND lease_state = 3")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_claim_ends_the_pool_and_says_why()
    {
        var project = await ProjectAsync("GONE");
        await using var pool = new RunningPool(_server.Node.Address, Options(project) with { ProjectId = ProjectId.New(NodaTime.Instant.FromUnixTimeSeconds(1)) },
            (_, _) => throw new InvalidOperationException());
        var refused = await Should.ThrowAsync<Server.Client.ApiRefusedException>(() => pool.Ended);
        refused.Problem.Status.ShouldBeOneOf(400, 404);
    }

    static WorkerPoolOptions Options(WorkedProject project) => new() { ProjectId = project.Id, Worker = "A pool", Lease = TimeSpan.FromSeconds(5) };

    Task<WorkedProject> ProjectAsync(string key) => WorkedProject.MakeAsync(_server.Database.DataSource, _server.Node.Address, key);
}

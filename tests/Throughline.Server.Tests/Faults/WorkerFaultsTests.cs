using System.Diagnostics;
using Shouldly;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Cli.Work;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>Workers and nodes that are processes of their own, frozen and killed.</summary>
public sealed class WorkerFaultsTests(ITestOutputHelper output)
{
    const int Seed = 20260802;

    [Fact]
    public async Task A_worker_that_was_frozen_past_its_lease_changes_nothing_that_another_has_done_meanwhile()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var nodes = await Nodes.StartAsync(database, 1);
        var project = await WorkedProject.MakeAsync(database.DataSource, nodes.Address(0), "ICE");
        await project.AddTaskAsync("Contested");

        await using var frozen = Worker.Start(nodes.Address(0), project, "--lease", "5", "--exec", "echo $$ > begun; until [ -e go ]; do sleep 0.05; done; sleep 2");
        await frozen.ProcessAsync("begun");
        frozen.Signal(Signals.Stop);
        // Its command goes on, and ends while nobody looks.
        frozen.Leave("go");
        await using var other = Worker.Start(nodes.Address(0), project, "--lease", "5", "--exec", "echo $$ > begun; sleep 3");
        await Until.TrueAsync("another has done it", async () => await project.CountAsync("status = 2 AND lease_epoch = 2") == 1);
        var (spent, facts) = (await SpentAsync(project), await FactsAsync(project));
        spent.ShouldBeGreaterThanOrEqualTo(3);

        frozen.Signal(Signals.Continue);
        await Until.TrueAsync("it has learnt of its loss", () => frozen.Output.Contains("ICE-1 Contested: lost: ", StringComparison.Ordinal));
        frozen.Signal(Signals.Interrupt);
        (await frozen.ExitAsync()).ShouldBe(0, frozen.Errors);

        frozen.Output.ShouldContain("0 completed, 0 failed, 0 released, 1 lost; 0 s of work");
        (await SpentAsync(project), await FactsAsync(project)).ShouldBe((spent, facts));
        await project.ShouldBeDoneOnceAsync(spent);
        (await project.CountAsync("lease_epoch = 2 AND lease_state = 2 AND attempts = 2")).ShouldBe(1);
    }

    [Fact]
    public async Task Ten_thousand_tasks_are_done_once_each_while_workers_and_nodes_are_killed()
    {
        const int Tasks = 10_000;
        const int Workers = 4;
        const int Kills = 12;
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var nodes = await Nodes.StartAsync(database, 3);
        var project = await WorkedProject.MakeAsync(database.DataSource, nodes.Address(0), "KILL");
        await project.AddTasksAsync(Tasks);

        var started = Stopwatch.GetTimestamp();
        var random = new Random(Seed);
        var workers = Enumerable.Range(0, Workers).Select(i => Start(nodes, project, i)).ToArray();
        var (killedWorkers, killedNodes) = (0, 0);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var due = (kill + 1) * Tasks / (Kills + 1);
                await DoneAsync(project, due);
                if (kill % 3 == 2)
                {
                    killedNodes++;
                    await nodes.KillAndRestartAsync(random.Next(3));
                    continue;
                }
                killedWorkers++;
                var victim = random.Next(Workers);
                workers[victim].Signal(Signals.Kill);
                await workers[victim].ExitAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Start(nodes, project, victim);
                // One that can't reach its node when it starts says so and ends, as it should: the next to be killed may be that node.
                await Until.TrueAsync("the new worker works", () => workers[victim].Output.Length > 0);
            }
            await DoneAsync(project, Tasks);
            foreach (var worker in workers)
                worker.Signal(Signals.Terminate);
            foreach (var worker in workers)
                (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }

        await project.ShouldBeDoneOnceAsync();
        await JournalChecks.ShouldBeDenseAndOrderedAsync(database.DataSource);
        await Until.TrueAsync("statistics have followed", async () => await project.AskAsync<bool>(
            "SELECT (SELECT min(position) FROM followers) = (SELECT max(position) FROM journal)"));
        var (exitCode, said, errors) = await ServerProcess.RunAsync(nodes.Folder, ["recount", "--postgres", database.ConnectionString]);
        exitCode.ShouldBe(0, said + errors);
        output.WriteLine($"{Tasks} tasks in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {killedWorkers} workers and {killedNodes} nodes killed; {await project.AskAsync<long>("SELECT count(*) FROM journal WHERE type = 'task.expired'")} leases expired.");
    }

    static Task DoneAsync(WorkedProject project, int tasks) => Until.TrueAsync($"{tasks} are done", async () =>
    {
        // Counting costs what the nodes need.
        await Task.Delay(50, TestContext.Current.CancellationToken);
        return await project.CountAsync("status = 2") >= tasks;
    });

    static Worker Start(Nodes nodes, WorkedProject project, int number) => Worker.Start(
        nodes.Address(number % 3), project, "--lease", "5", "--concurrency", "32", "--speed", "1000", "--name", $"Worker {number}");

    static Task<long> SpentAsync(WorkedProject project) => project.AskAsync<long>("SELECT sum(time_spent)::bigint FROM tasks WHERE project_id = @project");

    static Task<long> FactsAsync(WorkedProject project) => project.AskAsync<long>("SELECT max(position) FROM journal");
}

using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Work;

/// <summary>`work` and Ctrl-C.</summary>
public sealed class StopTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly TestServer _server = shared.Server;

    [Fact]
    public async Task The_first_Ctrl_C_lets_work_end_in_time_and_gives_the_rest_back_with_nothing_left_running()
    {
        var project = await ProjectAsync("ONCE");
        await project.AddTaskAsync("Soon");
        await project.AddTaskAsync("Never");
        await using var worker = Worker.Start(_server.Node.Address, project, "--grace", "3", "--exec",
            """if grep -q Soon; then echo $$ > soon; until [ -e go ]; do sleep 0.05; done; else echo $$ > parent; sleep 600 & echo $! > child; wait; fi""");
        await worker.ProcessAsync("soon");
        var (parent, child) = (await worker.ProcessAsync("parent"), await worker.ProcessAsync("child"));
        // Ctrl-C goes to the terminal's process group; a command has one of its own.
        Cluster.Session(parent).ShouldBe(parent);

        worker.Signal(Signals.Interrupt);
        worker.Leave("go");
        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);

        worker.Output.ShouldContain("ONCE-2 Never: given back: The worker was stopped.");
        worker.Output.ShouldContain("1 completed, 0 failed, 1 released, 0 lost;");
        (IsAlive(parent), IsAlive(child)).ShouldBe((false, false));
        (await project.LeasedAsync()).ShouldBe(0);
        (await project.CountAsync("title = 'Soon' AND status = 2")).ShouldBe(1);
        (await project.CountAsync("title = 'Never' AND status = 0 AND attempts = 0 AND failure IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task The_second_Ctrl_C_leaves_at_once_and_the_lease_expires_by_itself()
    {
        var project = await ProjectAsync("TWICE");
        await project.AddTaskAsync("Stubborn");
        await using var worker = Worker.Start(_server.Node.Address, project, "--lease", "5", "--grace", "600", "--exec",
            """trap '' TERM INT; echo $$ > stubborn; while true; do sleep 0.1; done""");
        var stubborn = await worker.ProcessAsync("stubborn");

        worker.Signal(Signals.Interrupt);
        // It has taken the first when it claims no more.
        await Until.TrueAsync("it has understood", () => worker.Output.Contains("Stopping", StringComparison.Ordinal));
        worker.Signal(Signals.Interrupt);
        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);

        worker.Output.ShouldContain("Left with 1 task held");
        await Until.TrueAsync("the command is gone", () => !IsAlive(stubborn));
        await Until.TrueAsync("the lease expires", async () => await project.CountAsync("status = 0 AND lease_state = 4 AND attempts = 1") == 1);
    }

    [Fact]
    public async Task A_worker_that_waits_for_tasks_stops_at_once()
    {
        var project = await ProjectAsync("IDLE");
        await using var worker = Worker.Start(_server.Node.Address, project, "--grace", "600");
        await Until.TrueAsync("it waits", async () => await project.AskAsync<long>("SELECT count(*) FROM worker_sessions WHERE project_id = @project") == 1);
        worker.Signal(Signals.Terminate);
        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        worker.Output.ShouldContain("0 completed, 0 failed, 0 released, 0 lost;");
    }

    // A dead one that nobody has buried yet is dead.
    static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    Task<WorkedProject> ProjectAsync(string key) => WorkedProject.MakeAsync(_server.Database.DataSource, _server.Node.Address, key);
}

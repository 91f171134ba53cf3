using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Work;

/// <summary>`work` as users run it.</summary>
public sealed class WorkTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Every_task_is_done_once_and_its_estimate_is_the_time_spent()
    {
        var project = await ProjectAsync("ALL");
        await project.AddTasksAsync(1000);
        await using var worker = await Worker.RunAsync(_server.Node.Address, project, "--concurrency", "16", "--speed", "1000000");

        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        worker.Output.ShouldContain($"1000 completed, 0 failed, 0 released, 0 lost; {project.Given.Estimate} s of work in ");
        worker.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, worker.Output);
        await project.ShouldBeDoneOnceAsync();
    }

    [Fact]
    public async Task A_command_gets_the_task_as_JSON_and_reports_the_seconds_it_took()
    {
        var project = await ProjectAsync("EXEC");
        var id = await project.AddTaskAsync("Größe \"messen\"", "first\nsecond");
        await using var worker = await Worker.RunAsync(_server.Node.Address, project, "--verbose", "--exec",
            "cat > task.json; echo $TASK_ID > id; echo said; echo \"$STORY_KEY\" >&2; sleep 0.7");

        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        worker.Trace("id").Trim().ShouldBe(id);
        var task = worker.JsonTrace("task.json");
        task.GetProperty("id").GetString().ShouldBe(id);
        task.GetProperty("title").GetString().ShouldBe("Größe \"messen\"");
        task.GetProperty("description").GetString().ShouldBe("first\nsecond");
        task.GetProperty("storyKey").GetString().ShouldBe("EXEC-1");
        task.GetProperty("storyTitle").GetString().ShouldBe("A story");
        (task.GetProperty("leaseEpoch").GetInt32(), task.GetProperty("attempts").GetInt32()).ShouldBe((1, 1));
        task.GetProperty("projectId").GetString().ShouldBe(project.Id.ToString());
        // What it says is shown as its own, and only because that was asked for.
        foreach (var line in new[] { "EXEC-1 | said", "EXEC-1 | EXEC-1", "EXEC-1 Größe \"messen\": claimed", "EXEC-1 Größe \"messen\": done, " })
            worker.Output.ShouldContain(line);
        // At least 0.7 s; more when the machine is busy.
        (await project.CountAsync("status = 2 AND time_spent >= 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_its_last_words_and_after_five_attempts_the_task_is_set_aside()
    {
        var project = await ProjectAsync("BAD");
        await project.AddTaskAsync("Broken");
        await project.AddTaskAsync("Fine");
        await using var worker = await Worker.RunAsync(_server.Node.Address, project, "--exec",
            "grep -q Fine && exit 0; echo out; echo early >&2; head -c 200000 /dev/zero | tr '\\0' x >&2; printf '\\n\\033[31mno\\0such\\377disk\\n' >&2; exit 3");

        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        worker.Output.ShouldContain("1 completed, 5 failed, 0 released, 0 lost; ");
        worker.Output.ShouldContain("BAD-1 Broken: failed: Exit code 3: xxx");
        worker.Output.ShouldNotContain("out\n");
        worker.Output.ShouldNotContain('\u001b');
        (await project.CountAsync("title = 'Broken' AND set_aside AND attempts = 5 AND status = 0")).ShouldBe(1);
        var failure = await project.AskAsync<string>("SELECT failure FROM tasks WHERE project_id = @project AND set_aside");
        failure.ShouldStartWith("Exit code 3: xxxx");
        failure.ShouldEndWith("xxx\n[31mnosuch\uFFFDdisk");
        failure.ShouldNotContain("early");
        failure.Length.ShouldBeInRange(1900, 2000);
        (await project.CountAsync("title = 'Fine' AND status = 2")).ShouldBe(1);
    }

    [Theory]
    [InlineData("true", "NO")]
    [InlineData("exec 0<&-; exit 0", "SHUT")]
    [InlineData("sleep 60 & exit 0", "KEEP")]
    public async Task A_command_need_not_read_its_input_however_large_it_is(string command, string key)
    {
        var project = await ProjectAsync(key);
        for (var i = 0; i < 3; i++)
            await project.AddTaskAsync("Large", new string('x', 100_000));
        await using var worker = await Worker.RunAsync(_server.Node.Address, project, "--exec", command);

        (await worker.ExitAsync()).ShouldBe(0, worker.Errors);
        worker.Output.ShouldContain("3 completed, 0 failed, 0 released, 0 lost;");
    }

    [Theory]
    [InlineData("--concurrency is a number from 1 to 500.", "--concurrency", "0")]
    [InlineData("--concurrency is a number from 1 to 500.", "--concurrency", "501")]
    [InlineData("--lease is a number from 5 to 3600.", "--lease", "4")]
    [InlineData("--speed is a number above 0.", "--speed", "0")]
    [InlineData("--speed is a number above 0.", "--speed", "NaN")]
    [InlineData("--exec needs a command.", "--exec", " ")]
    [InlineData("--speed is for work without a command", "--speed", "2", "--exec", "true")]
    [InlineData("--name '': It is required and can't be blank.", "--name", "")]
    [InlineData("isn't the address of a server", "--server", "nowhere")]
    public async Task What_makes_no_sense_is_refused_in_one_line(string line, params string[] options)
    {
        using var folder = new TestFolder("work");
        var (exitCode, output, errors) = await ServerProcess.RunAsync(folder.Path, ["work", "--project", "TL", .. options]);
        (exitCode, output).ShouldBe((2, ""), errors);
        errors.Trim().ShouldContain(line);
        errors.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task An_unknown_project_and_an_absent_server_are_told_at_once()
    {
        using var folder = new TestFolder("work");
        var (exitCode, _, errors) = await ServerProcess.RunAsync(folder.Path, ["work", "--project", "NIL", "--server", _server.Node.Address.ToString()], InstanceOwner.Variable);
        exitCode.ShouldBe(2);
        errors.ShouldContain("has no project NIL");

        (exitCode, _, errors) = await ServerProcess.RunAsync(folder.Path, ["work", "--project", "TL", "--server", "http://127.0.0.1:9"]);
        exitCode.ShouldBe(1);
        errors.ShouldContain("can't be reached");
    }

    Task<WorkedProject> ProjectAsync(string key) => WorkedProject.MakeAsync(_server.Database.DataSource, _server.Node.Address, key);
}

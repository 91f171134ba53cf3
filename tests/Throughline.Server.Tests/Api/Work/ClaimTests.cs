using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

public sealed class ClaimTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_claim_gives_the_task_with_what_is_needed_to_work_on_it()
    {
        var (project, story, tasks) = await _api.QueueAsync(1, """
            "priority":"High"
            """);
        var session = Workers.NewSession();

        var claim = (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"worker\":\"anvil\",\"lease\":30")).ShouldBe(200);

        ((string?)claim["sessionId"]).ShouldBe(session);
        (DateTime.Parse((string)claim["leaseUntil"]!) - DateTime.Parse((string)claim["serverTime"]!)).ShouldBe(TimeSpan.FromSeconds(30));
        var task = claim["tasks"]![0]!;
        ((string?)task["id"], (int?)task["leaseEpoch"], (int?)task["attempts"]).ShouldBe((tasks[0], 1, 1));
        ((string?)task["title"], (string?)task["priority"], (string?)task["storyId"]).ShouldBe(("Task 1", "High", story));
        ((string?)task["storyKey"]).ShouldEndWith("-1");
        var shown = await _api.TaskAsync(tasks[0]);
        ((string?)shown["status"], (int?)shown["version"]).ShouldBe(("In Progress", 1));
        ((string?)shown["lease"]!["worker"], (string?)shown["lease"]!["leaseUntil"]).ShouldBe(("anvil", (string?)claim["leaseUntil"]));
        ((string?)(await _api.StoryAsync(story))["status"]).ShouldBe("In Progress");
    }

    [Fact]
    public async Task The_highest_priority_comes_first_and_among_equals_the_oldest()
    {
        var (project, _, old) = await _api.QueueAsync(2);
        async Task<string> MakeAsync(string priority) => (string)(await _api.CreateStoryAsync(more:
            $$"""
            "projectId":"{{project}}","priority":"{{priority}}","tasks":[{"title":"One"}]
            """))["tasks"]![0]!;
        var (low, urgent, alsoUrgent) = (await MakeAsync("Low"), await MakeAsync("Urgent"), await MakeAsync("Urgent"));

        var claimed = (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"count\":500")).Tasks();

        claimed.Select(t => t.Task).ShouldBe([urgent, alsoUrgent, low, .. old]);
    }

    [Fact]
    public async Task A_changed_priority_moves_the_storys_tasks_in_the_queue()
    {
        var (project, _, first) = await _api.QueueAsync(1);
        var later = await _api.CreateStoryAsync(more: $"\"projectId\":\"{project}\",\"tasks\":[{{\"title\":\"Late\"}}]");
        (await _api.PatchAsync($"/api/stories/{later.Id}", """{"priority":"Low"}""")).ShouldBe(200);

        var claimed = (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"count\":2")).Tasks();

        claimed.Select(t => t.Task).ShouldBe([(string)later["tasks"]![0]!, first[0]]);
    }

    [Fact]
    public async Task What_is_claimed_done_or_worked_on_by_a_person_is_not_given_out()
    {
        var (project, _, tasks) = await _api.QueueAsync(4);
        await _api.MoveTaskAsync(tasks[0], "Done");
        await _api.MoveTaskAsync(tasks[1], "In Progress");
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[2], 1)]);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"count\":9")).Tasks().ShouldBe([(tasks[3], 1)]);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"count\":9")).Tasks().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_completes_what_the_worker_has_done_in_the_same_commit()
    {
        var (project, story, tasks) = await _api.QueueAsync(2);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 1)]);
        var second = $$"""
            "projectId":"{{project}}","wait":60,"completed":[{"taskId":"{{tasks[0]}}","leaseEpoch":1,"timeSpent":7},{"taskId":"{{tasks[1]}}","leaseEpoch":3}]
            """;

        var claim = (await _api.ClaimAsync(session, second)).ShouldBe(200);

        claim.Tasks().ShouldBe([(tasks[1], 1)]);
        claim["completed"]!.AsArray().Select(r => ((string?)r!["taskId"], (int?)r["leaseEpoch"], (int?)r["status"]))
            .ShouldBe([(tasks[0], 1, 200), (tasks[1], 3, 409)]);
        var done = await _api.TaskAsync(tasks[0]);
        ((string?)done["status"], (int?)done["timeSpent"]).ShouldBe(("Done", 7));

        // The queue is empty: it is told at once what became of the last one, though it would wait for another.
        var last = (await _api.ClaimAsync(session, $$"""
            "projectId":"{{project}}","wait":60,"completed":[{"taskId":"{{tasks[1]}}","leaseEpoch":1},{"taskId":"{{tasks[0]}}","leaseEpoch":1,"timeSpent":7}]
            """)).ShouldBe(200);
        last.Tasks().ShouldBeEmpty();
        last["completed"]!.AsArray().Select(r => (int?)r!["status"]).ShouldBe([200, 200]);
        ((string?)(await _api.StoryAsync(story))["status"]).ShouldBe("Done");
        ((int?)(await _api.TaskAsync(tasks[0]))["timeSpent"]).ShouldBe(7);
    }

    [Fact]
    public async Task A_claim_under_anothers_session_completes_nothing()
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        var (other, _, _) = await _api.QueueAsync(1);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 1)]);

        (await _api.ClaimAsync(session, $$"""
            "projectId":"{{other}}","completed":[{"taskId":"{{tasks[0]}}","leaseEpoch":1}]
            """)).ShouldBe(409);

        ((string?)(await _api.TaskAsync(tasks[0]))["status"]).ShouldBe("In Progress");
    }

    [Fact]
    public async Task A_waiting_claim_is_answered_as_soon_as_a_task_comes_whichever_node_it_comes_by()
    {
        var (project, story, _) = await _api.QueueAsync(0);
        var other = await shared.Server.AddNodeAsync();
        foreach (var api in (ApiClient[])[_api, other.Api])
        {
            var waiting = _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":60");
            await ShouldWaitAsync(project);
            var task = await api.AddTaskAsync(story);
            (await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Tasks().ShouldBe([(task.Id, 1)]);
        }
    }

    [Theory]
    [InlineData("release")]
    [InlineData("requeue")]
    [InlineData("reopen")]
    [InlineData("expire")]
    public async Task A_waiting_claim_is_answered_when_a_task_comes_back(string how)
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 1)]);
        if (how == "requeue")
            await FailAsync(tasks[0], project);
        if (how == "reopen")
            (await _api.CompleteAsync(tasks[0], 1)).ShouldBe(200);
        var waiting = _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":60");
        await ShouldWaitAsync(project);

        switch (how)
        {
            case "release": (await _api.ReleaseAsync(tasks[0], 1)).ShouldBe(200); break;
            case "requeue": (await _api.RequeueAsync(tasks[0])).ShouldBe(200); break;
            case "reopen": await _api.MoveTaskAsync(tasks[0], "Open"); break;
            default: await shared.Server.FallSilentAsync(session); break;
        }

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Tasks().Single().Task.ShouldBe(tasks[0]);
    }

    [Fact]
    public async Task Of_many_waiting_claims_each_task_wakes_one_and_none_goes_to_two()
    {
        var (project, story, _) = await _api.QueueAsync(0);
        var waiting = Enumerable.Range(0, 20).Select(_ => _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":60")).ToList();
        await ShouldWaitAsync(project, waiting.Count);

        var made = new List<string>();
        for (var i = 0; i < 20; i++)
            made.Add((await _api.AddTaskAsync(story)).Id);

        var claims = await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        claims.SelectMany(c => c.Tasks()).Select(t => t.Task).Order().ShouldBe(made.Order());
    }

    [Fact]
    public async Task A_worker_that_leaves_while_it_waits_takes_no_task_and_no_other_workers_turn()
    {
        var (project, story, _) = await _api.QueueAsync(0);
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/work/claim") { Content = ApiClient.Json($$"""{"projectId":"{{project}}","wait":60}""") };
        var leaving = _api.Http.SendAsync(request, leave.Token);
        await ShouldWaitAsync(project);
        var staying = _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":60");
        await ShouldWaitAsync(project, 2);

        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaving);
        var task = await _api.AddTaskAsync(story);

        (await staying.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Tasks().Select(t => t.Task).ShouldBe([task.Id]);
    }

    [Fact]
    public async Task Nothing_within_the_wait_is_an_empty_answer()
    {
        var (project, _, _) = await _api.QueueAsync(0);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":1")).Tasks().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_repeated_with_its_key_and_gets_the_same_tasks()
    {
        var (project, _, tasks) = await _api.QueueAsync(3);
        var more = $"\"projectId\":\"{project}\",\"count\":2";
        var (session, key) = (Workers.NewSession(), ("Idempotency-Key", Guid.NewGuid().ToString()));

        var first = await _api.ClaimAsync(session, more, key);
        var again = await _api.ClaimAsync(session, more, key);

        first.Tasks().Select(t => t.Task).ShouldBe(tasks[..2]);
        again.Text.ShouldBe(first.Text);
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"count\":1", key)).ShouldBeProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task An_empty_answer_is_not_kept_under_the_key()
    {
        var (project, story, _) = await _api.QueueAsync(0);
        var (session, key) = (Workers.NewSession(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\"", key)).Tasks().ShouldBeEmpty();
        var task = await _api.AddTaskAsync(story);
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\"", key)).Tasks().Select(t => t.Task).ShouldBe([task.Id]);
    }

    [Fact]
    public async Task A_session_claims_in_one_project()
    {
        var (one, _, _) = await _api.QueueAsync(1);
        var (other, _, tasks) = await _api.QueueAsync(1);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{one}\"")).Tasks().Length.ShouldBe(1);

        (await _api.ClaimAsync(session, $"\"projectId\":\"{other}\"")).ShouldBeProblem(409, "session-taken");

        ((string?)(await _api.TaskAsync(tasks[0]))["status"]).ShouldBe("Open");
    }

    [Theory]
    [InlineData("\"count\":0", "count")]
    [InlineData("\"count\":-1", "count")]
    [InlineData("\"count\":501", "count")]
    [InlineData("\"count\":1.5", "count")]
    [InlineData("\"wait\":-1", "wait")]
    [InlineData("\"wait\":61", "wait")]
    [InlineData("\"wait\":1e99", "wait")]
    [InlineData("\"lease\":4", "lease")]
    [InlineData("\"lease\":3601", "lease")]
    [InlineData("\"worker\":\"\"", "worker")]
    [InlineData("\"worker\":null", "worker")]
    [InlineData("\"worker\":\"two\\nlines\"", "worker")]
    [InlineData("\"sessionID\":\"x\"", "sessionID")]
    public async Task Bad_claims_are_refused_and_change_nothing(string member, string field)
    {
        var (project, _, _) = await _api.QueueAsync(1);
        var before = await shared.Server.FootprintAsync();
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",{member}")).ShouldBeProblem(400, "invalid-input", field);
        (await shared.Server.FootprintAsync()).ShouldBe(before);
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM worker_sessions WHERE project_id = '{project}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_stops_lets_waiting_workers_go()
    {
        await using var server = await TestServer.StartAsync();
        var (project, _, _) = await server.Api.QueueAsync(0);
        var node = await server.AddNodeAsync();
        using var http = InstanceOwner.Client(node.Address);
        using var body = ApiClient.Json("""{"wait":60}""");
        var waiting = http.PostAsync("/api/work/claim", body, TestContext.Current.CancellationToken);
        await node.ShouldWaitAsync(project);

        await node.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        using var answer = await waiting;
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"tasks\":[]");
    }

    async Task FailAsync(string task, string project)
    {
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            (await _api.ReleaseAsync(task, epoch, "\"failed\":true")).ShouldBe(200);
            (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().Length.ShouldBe(epoch < 5 ? 1 : 0);
        }
    }

    Task ShouldWaitAsync(string project, int count = 1) => shared.Server.Node.ShouldWaitAsync(project, count);
}

using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

public sealed class LeaseTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task Completing_adds_the_time_spent_and_repeating_it_changes_nothing()
    {
        var (project, story, tasks) = await _api.QueueAsync(1);
        (await _api.PatchAsync($"/api/tasks/{tasks[0]}", """{"timeSpent":100}""")).ShouldBe(200);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks();

        (await _api.CompleteAsync(tasks[0], 1, 23)).ShouldBe(200)["results"]![0]!["status"]!.GetValue<int>().ShouldBe(200);
        var before = await shared.Server.FootprintAsync();
        (await _api.CompleteAsync(tasks[0], 1, 23)).ShouldBe(200);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
        var task = await _api.TaskAsync(tasks[0]);
        ((string?)task["status"], (long?)task["timeSpent"], task["lease"], (int?)task["version"]).ShouldBe(("Done", 123, null, 2));
        ((string?)(await _api.StoryAsync(story))["status"]).ShouldBe("Done");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_lease_that_does_not_hold_is_told_how_the_task_stands_and_changes_nothing(int epoch)
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks();
        var before = await shared.Server.FootprintAsync();

        foreach (var reply in (Reply[])[await _api.CompleteAsync(tasks[0], epoch, 5), await _api.ReleaseAsync(tasks[0], epoch, "\"failed\":true")])
        {
            reply.ShouldBeProblem(409, "lease-lost");
            ((int?)reply["current"]!["leaseEpoch"], (string?)reply["current"]!["lease"], (string?)reply["current"]!["status"]).ShouldBe((1, "Held", "In Progress"));
            ((int?)reply["results"]![0]!["status"]).ShouldBe(409);
        }

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task One_that_can_not_be_taken_does_not_hold_up_the_others()
    {
        var (project, _, tasks) = await _api.QueueAsync(2);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"count\":2")).Tasks();
        var unknown = Guid.NewGuid();

        var reply = await _api.PostAsync("/api/work/complete", $$"""
            {"tasks":[{"taskId":"{{tasks[0]}}","leaseEpoch":9},{"taskId":"{{unknown}}","leaseEpoch":1},{"taskId":"{{tasks[1]}}","leaseEpoch":1}]}
            """);

        reply.ShouldBe(200)["results"]!.AsArray().Select(r => (int)r!["status"]!).ShouldBe([409, 404, 200]);
        ((string?)(await _api.TaskAsync(tasks[1]))["status"]).ShouldBe("Done");
        ((string?)(await _api.TaskAsync(tasks[0]))["status"]).ShouldBe("In Progress");
        (await _api.CompleteAsync($"{unknown}", 1)).ShouldBeProblem(404, "not-found");
    }

    [Theory]
    [InlineData("complete", """{"tasks":[]}""", "tasks")]
    [InlineData("complete", """{"tasks":null}""", "tasks")]
    [InlineData("complete", """{}""", "tasks")]
    [InlineData("complete", """{"tasks":[null]}""", "tasks[0]")]
    [InlineData("complete", """{"tasks":[{"taskId":"ID","leaseEpoch":1,"timeSpent":-1}]}""", "tasks[0].timeSpent")]
    [InlineData("complete", """{"tasks":[{"taskId":"ID"}]}""", "tasks[0].leaseEpoch")]
    [InlineData("complete", """{"tasks":[{"taskId":"nothing","leaseEpoch":1}]}""", "tasks[0].taskId")]
    [InlineData("release", """{"tasks":[{"taskId":"ID","leaseEpoch":1,"timeSpent":999999999999}]}""", "tasks[0].timeSpent")]
    [InlineData("release", """{"tasks":[{"taskId":"ID","leaseEpoch":1,"reason":"LONG"}]}""", "tasks[0].reason")]
    [InlineData("requeue", """{"tasks":[]}""", "tasks")]
    [InlineData("heartbeat", """{}""", "sessionId")]
    [InlineData("heartbeat", """{"sessionId":"ID","tasks":[null]}""", "tasks[0]")]
    public async Task Bad_requests_are_refused_by_field(string verb, string body, string field)
    {
        var text = body.Replace("ID", Guid.NewGuid().ToString()).Replace("LONG", new string('x', 2001));
        (await _api.PostAsync($"/api/work/{verb}", text)).ShouldBeProblem(400, "invalid-input", field);
    }

    [Fact]
    public async Task A_task_that_failed_too_often_is_set_aside_can_be_seen_and_is_given_out_again_once_it_is_requeued()
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], attempt)]);
            (await _api.ReleaseAsync(tasks[0], attempt, $"\"failed\":true,\"timeSpent\":2,\"reason\":\"exit code {attempt}\"")).ShouldBe(200);
        }
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBeEmpty();

        var listed = (await _api.GetAsync($"/api/tasks?projectId={project}&setAside=true"))["items"]![0]!;
        ((string?)listed["status"], (int?)listed["attempts"], (bool?)listed["setAside"], (string?)listed["failure"], (long?)listed["timeSpent"])
            .ShouldBe(("Open", 5, true, "exit code 5", 10));
        ((int?)(await _api.GetAsync($"/api/work?projectId={project}"))["setAside"]).ShouldBe(1);
        (await _api.RequeueAsync(tasks[0])).ShouldBe(200);

        (await _api.GetAsync($"/api/tasks?projectId={project}&setAside=true"))["items"]!.AsArray().ShouldBeEmpty();
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 6)]);
        ((int?)(await _api.TaskAsync(tasks[0]))["attempts"]).ShouldBe(1);
    }

    [Fact]
    public async Task A_heartbeat_renews_everything_and_tells_what_was_lost()
    {
        var (project, _, tasks) = await _api.QueueAsync(2);
        var session = Workers.NewSession();
        var claim = await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"count\":2,\"lease\":3600");
        claim.Tasks().Length.ShouldBe(2);
        (await _api.ReleaseAsync(tasks[1], 1)).ShouldBe(200);

        var beat = await _api.HeartbeatAsync(session, (tasks[0], 1), (tasks[1], 1), (tasks[0], 2));

        beat.ShouldBe(200)["held"]!.ToJsonString().ShouldBe($$"""[{"taskId":"{{tasks[0]}}","leaseEpoch":1}]""");
        beat["lost"]!.AsArray().Select(l => ((string)l!["taskId"]!, (int)l["leaseEpoch"]!)).ShouldBe([(tasks[1], 1), (tasks[0], 2)]);
        DateTime.Parse((string)beat["leaseUntil"]!).ShouldBeGreaterThan(DateTime.Parse((string)claim["leaseUntil"]!));
        ((string?)(await _api.TaskAsync(tasks[0]))["lease"]!["leaseUntil"]).ShouldBe((string?)beat["leaseUntil"]);
    }

    [Fact]
    public async Task A_worker_that_leaves_is_alive_no_more_and_what_it_held_is_others()
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"lease\":3600")).Tasks().Length.ShouldBe(1);
        var waiting = _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":60");

        (await _api.PostAsync("/api/work/heartbeat", $$"""{"sessionId":"{{session}}","leaving":true}""")).ShouldBe(200);

        (await _api.GetAsync($"/api/work?projectId={project}"))["sessions"]!.AsArray().ShouldNotContain(s => (string?)s!["sessionId"] == session);
        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Tasks().ShouldBe([(tasks[0], 2)]);
    }

    [Fact]
    public async Task A_release_whose_answer_was_lost_is_repeated_though_another_has_the_task_by_now()
    {
        var (project, _, tasks) = await _api.QueueAsync(1);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 1)]);
        (await _api.ReleaseAsync(tasks[0], 1, "\"timeSpent\":5")).ShouldBe(200);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 2)]);
        var before = await shared.Server.FootprintAsync();

        (await _api.ReleaseAsync(tasks[0], 1, "\"timeSpent\":5")).ShouldBe(200);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
        (await _api.CompleteAsync(tasks[0], 1)).ShouldBeProblem(409, "lease-lost");
        (await _api.CompleteAsync(tasks[0], 2)).ShouldBe(200);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_ended_for_all_that_the_session_held_and_its_next_heartbeat_says_so()
    {
        var (project, story, tasks) = await _api.QueueAsync(3);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"count\":3")).Tasks().Length.ShouldBe(3);
        (await _api.CompleteAsync(tasks[2], 1)).ShouldBe(200);

        await shared.Server.FallSilentAsync(session);
        await Until.TrueAsync("the lease has expired", async () => (string?)(await _api.TaskAsync(tasks[1]))["status"] == "Open");

        var task = await _api.TaskAsync(tasks[0]);
        ((int?)task["attempts"], task["lease"], (string?)task["failure"]!).ShouldBe((1, null, "The lease expired: the worker was not heard of in time."));
        ((string?)(await _api.TaskAsync(tasks[2]))["status"]).ShouldBe("Done");
        ((string?)(await _api.StoryAsync(story))["status"]).ShouldBe("In Progress");
        var beat = await _api.HeartbeatAsync(session, (tasks[0], 1), (tasks[1], 1));
        beat.ShouldBe(200)["leaseUntil"].ShouldBeNull();
        beat["lost"]!.AsArray().Count.ShouldBe(2);
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'task.expired' AND project_id = '{project}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Only_a_new_epoch_takes_a_task_from_a_worker_whose_lease_expired()
    {
        var (project, _, tasks) = await _api.QueueAsync(2);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"count\":2")).Tasks().Length.ShouldBe(2);
        await shared.Server.FallSilentAsync(session);
        await Until.TrueAsync("the lease has expired", async () => (string?)(await _api.TaskAsync(tasks[1]))["status"] == "Open");
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().ShouldBe([(tasks[0], 2)]);

        (await _api.CompleteAsync(tasks[1], 1, 7)).ShouldBe(200);
        var late = await _api.CompleteAsync(tasks[0], 1, 7);

        late.ShouldBeProblem(409, "lease-lost");
        ((int?)late["current"]!["leaseEpoch"]).ShouldBe(2);
        ((long?)(await _api.TaskAsync(tasks[0]))["timeSpent"]).ShouldBe(0);
        ((string?)(await _api.TaskAsync(tasks[1]))["status"]).ShouldBe("Done");
    }

    [Fact]
    public async Task A_person_changes_what_a_task_says_but_not_where_it_stands_while_a_worker_has_it()
    {
        var (project, story, tasks) = await _api.QueueAsync(2);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"worker\":\"anvil\"")).Tasks();

        var edited = (await _api.PatchAsync($"/api/tasks/{tasks[0]}", """{"title":"Better"}""")).ShouldBe(200);
        ((string?)edited["lease"]!["worker"]).ShouldBe("anvil");
        (await _api.PatchAsync($"/api/tasks/{tasks[0]}", """{"status":"Done"}""")).ShouldBeProblem(409, "task-leased");
        (await _api.PatchAsync($"/api/stories/{story}", """{"status":"Done","completeTasks":true}""")).ShouldBeProblem(409, "tasks-leased");
        ((string?)(await _api.TaskAsync(tasks[1]))["status"]).ShouldBe("Open");

        (await _api.DeleteAsync($"/api/tasks/{tasks[0]}")).ShouldBe(204);
        (await _api.CompleteAsync(tasks[0], 1)).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Who_works_on_what_can_be_seen()
    {
        var (project, _, tasks) = await _api.QueueAsync(3);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"worker\":\"anvil\"")).Tasks();

        var work = (await _api.GetAsync($"/api/work?projectId={project}")).ShouldBe(200);

        ((int?)work["claimable"], (int?)work["leased"], (int?)work["setAside"]).ShouldBe((2, 1, 0));
        var worker = work["sessions"]!.AsArray().Single()!;
        ((string?)worker["sessionId"], (string?)worker["worker"]).ShouldBe((session, "anvil"));
        var held = worker["tasks"]!.AsArray().Single()!;
        ((string?)held["taskId"], (string?)held["title"], (int?)held["leaseEpoch"]).ShouldBe((tasks[0], "Task 1", 1));
    }
}

using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Projects;

/// <summary>An archived project can be read, and nothing in it changes, on whichever node it is tried.</summary>
public sealed class ArchiveTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task Everything_can_be_read_and_nothing_be_changed_until_it_is_brought_back()
    {
        var (project, story, tasks) = await _api.QueueAsync(2);
        var archived = await ArchiveAsync(project);
        ((bool?)archived["isArchived"]).ShouldBe(true);
        var before = await shared.Server.FootprintAsync();

        (await _api.GetAsync($"/api/projects/{project}")).Text.ShouldBe(archived.Text);
        (await _api.GetAsync($"/api/stories/{story}")).ShouldBe(200);
        (await _api.GetAsync($"/api/stories?projectId={project}")).ShouldBe(200)["items"]!.AsArray().Count.ShouldBe(1);
        (await _api.GetAsync($"/api/work?projectId={project}")).ShouldBe(200);
        (await _api.GetAsync($"/api/statistics?projectId={project}")).ShouldBe(200);

        (await _api.PostAsync("/api/stories", $$"""{"title":"New","projectId":"{{project}}"}""")).ShouldBeProblem(409, "project-archived");
        (await _api.PatchAsync($"/api/stories/{story}", """{"title":"Changed"}""")).ShouldBeProblem(409, "project-archived");
        (await _api.DeleteAsync($"/api/stories/{story}")).ShouldBeProblem(409, "project-archived");
        (await _api.PostAsync($"/api/stories/{story}/tasks", """{"title":"New"}""")).ShouldBeProblem(409, "project-archived");
        (await _api.PatchAsync($"/api/tasks/{tasks[0]}", """{"status":"Done"}""")).ShouldBeProblem(409, "project-archived");
        (await _api.DeleteAsync($"/api/tasks/{tasks[0]}")).ShouldBeProblem(409, "project-archived");
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).ShouldBeProblem(409, "project-archived");
        (await _api.PostAsync("/api/simulation", $$"""{"projectId":"{{project}}"}""")).ShouldBeProblem(409, "project-archived");
        (await _api.PatchAsync($"/api/projects/{project}", """{"name":"Another"}""")).ShouldBeProblem(409, "project-archived");
        using var lines = new StringContent($$"""{"title":"One","projectId":"{{project}}"}""", null, "application/x-ndjson");
        ((int?)(await _api.SendAsync(HttpMethod.Post, "/api/stories/batch", lines)).ShouldBe(200)["status"]).ShouldBe(409);
        (await shared.Server.FootprintAsync()).ShouldBe(before);

        (await _api.PatchAsync($"/api/projects/{project}", """{"isArchived":false}""")).ShouldBe(200);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{project}\"")).Tasks().Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_workers_hold_is_given_back_with_the_commit_and_their_sessions_end()
    {
        var (project, _, tasks) = await _api.QueueAsync(3);
        var session = Workers.NewSession();
        (await _api.ClaimAsync(session, $"\"projectId\":\"{project}\",\"count\":2")).Tasks().Length.ShouldBe(2);

        await ArchiveAsync(project);

        (await _api.TaskAsync(tasks[0]))["status"]!.GetValue<string>().ShouldBe("Open");
        (await _api.CompleteAsync(tasks[0], 1)).ShouldBeProblem(409, "lease-lost");
        (await _api.HeartbeatAsync(session, (tasks[0], 1))).ShouldBe(200)["leaseUntil"].ShouldBeNull();
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM worker_sessions WHERE project_id = '{project}'")).ShouldBe(0);
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM tasks WHERE project_id = '{project}' AND (lease_state = 1 OR attempts <> 0)")).ShouldBe(0);
    }

    [Fact]
    public async Task A_claim_that_waits_is_told_at_once()
    {
        var (project, _, _) = await _api.QueueAsync(0);
        var waiting = _api.ClaimAsync(more: $"\"projectId\":\"{project}\",\"wait\":30,\"lease\":60");
        await shared.Server.Node.ShouldWaitAsync(project);
        await ArchiveAsync(project);
        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBeProblem(409, "project-archived");
    }

    [Fact]
    public async Task Another_node_refuses_from_the_position_on_whatever_it_has_heard()
    {
        await using var server = await TestServer.StartAsync(("Journal:PollInterval", "00:10:00"));
        var other = await server.AddNodeAsync();
        var (project, story, _) = await server.Api.QueueAsync(1);
        await Until.TrueAsync("it is known there", async () => (await other.Api.GetAsync($"/api/stories/{story}")).Status == 200);
        for (var i = 0; i < 20; i++)
        {
            (await server.Api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
            (await other.Api.PatchAsync($"/api/stories/{story}", $$"""{"title":"Title {{i}}"}""")).ShouldBeProblem(409, "project-archived");
            (await server.Api.PatchAsync($"/api/projects/{project}", """{"isArchived":false}""")).ShouldBe(200);
            (await other.Api.PatchAsync($"/api/stories/{story}", $$"""{"title":"Title {{i}}"}""")).ShouldBe(200);
        }
    }

    [Fact]
    public async Task Lists_leave_it_out_unless_asked_and_it_is_not_the_only_project()
    {
        await using var server = await TestServer.StartAsync();
        var (first, second) = (await server.Api.CreateProjectAsync("ONE"), await server.Api.CreateProjectAsync("TWO"));
        (await server.Api.PatchAsync($"/api/projects/{first.Id}", """{"isArchived":true}""")).ShouldBe(200);

        Keys(await server.Api.GetAsync("/api/projects")).ShouldBe(["TWO"]);
        Keys(await server.Api.GetAsync("/api/projects?archived=true")).ShouldBe(["ONE", "TWO"]);
        var story = await server.Api.CreateStoryAsync("Without a project named");
        ((string?)story["projectId"]).ShouldBe(second.Id);

        static IEnumerable<string> Keys(Reply list) => list.ShouldBe(200)["items"]!.AsArray().Select(p => (string)p!["key"]!);
    }

    [Fact]
    public async Task A_simulation_ends_with_the_project_that_it_is_in()
    {
        var project = await _api.CreateProjectAsync("SIMARC");
        (await _api.PostAsync("/api/simulation", $$"""{"projectId":"{{project.Id}}","storiesPerSecond":20,"workers":2,"seconds":600}""")).ShouldBe(201);
        await Until.TrueAsync("it makes something", async () => (int?)(await _api.GetAsync($"/api/projects/{project.Id}"))["storyCount"] > 0);
        // Its own work makes versions; the project's is what is edited.
        await ArchiveAsync(project.Id);
        await Until.TrueAsync("it has ended", async () => (string?)(await _api.GetAsync("/api/simulation"))["state"] is "Stopped" or "Failed");
    }

    [Fact]
    public async Task Stories_go_by_the_new_key_and_the_old_one_is_free()
    {
        var project = await _api.CreateProjectAsync("OLDKEY");
        var story = await _api.CreateStoryAsync("One", $"\"projectId\":\"{project.Id}\"");
        await _api.CreateProjectAsync("TAKENKEY");
        (await _api.PatchAsync($"/api/projects/{project.Id}", """{"key":"TAKENKEY"}""")).ShouldBeProblem(409, "key-taken");

        var changed = (await _api.PatchAsync($"/api/projects/{project.Id}", """{"key":"NEWKEY","name":"New"}""")).ShouldBe(200);

        ((string?)changed["key"], (string?)changed["name"]).ShouldBe(("NEWKEY", "New"));
        ((string?)(await _api.StoryAsync(story.Id))["key"]).ShouldBe("NEWKEY-1");
        JsonNode item = (await _api.GetAsync($"/api/stories?projectId={project.Id}"))["items"]!.AsArray().Single()!;
        ((string?)item["key"]).ShouldBe("NEWKEY-1");
        await _api.CreateProjectAsync("OLDKEY");
    }

    async Task<Reply> ArchiveAsync(string project) => (await _api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
}

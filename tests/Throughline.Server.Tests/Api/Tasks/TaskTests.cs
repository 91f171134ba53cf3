using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api.Stories;
using Xunit;

namespace Throughline.Server.Tests.Api.Tasks;

public sealed class TaskTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_new_task_is_open_and_took_no_time()
    {
        var story = await _api.CreateStoryAsync();

        var made = await _api.AddTaskAsync(story.Id, "Only a title");

        ((string?)made["storyId"]).ShouldBe(story.Id);
        ((string?)made["projectId"]).ShouldBe(shared.ProjectId);
        ((string?)made["title"]).ShouldBe("Only a title");
        ((string?)made["description"]).ShouldBe("");
        ((string?)made["status"]).ShouldBe("Open");
        ((long?)made["estimate"]).ShouldBe(0);
        ((long?)made["timeSpent"]).ShouldBe(0);
        made.ETag.ShouldBe("\"1\"");
        made.Header("Location").ShouldBe($"/api/tasks/{made.Id}");
        (await _api.GetAsync($"/api/tasks/{made.Id}")).Text.ShouldBe(made.Text);
    }

    [Theory]
    [InlineData("""{"title":"New"}""", "title", "\"New\"")]
    [InlineData("""{"description":"New"}""", "description", "\"New\"")]
    [InlineData("""{"status":"Done"}""", "status", "\"Done\"")]
    [InlineData("""{"estimate":0}""", "estimate", "0")]
    [InlineData("""{"estimate":315360000}""", "estimate", "315360000")]
    [InlineData("""{"timeSpent":61}""", "timeSpent", "61")]
    public async Task A_change_touches_what_it_names_and_nothing_else(string body, string member, string expected)
    {
        var made = await _api.AddTaskAsync((await _api.CreateStoryAsync()).Id, "Old", """
            "description":"Old","estimate":3600,"timeSpent":60
            """);

        var changed = (await _api.PatchAsync($"/api/tasks/{made.Id}", body, made.ETag)).ShouldBe(200);

        var (was, now) = (made.Json.AsObject(), changed.Json.AsObject());
        now[member]!.ToJsonString().ShouldBe(expected);
        now["version"]!.ToJsonString().ShouldBe("2");
        foreach (var changing in (string[])[member, "version", "updatedAt"])
            (was.Remove(changing), now.Remove(changing)).ShouldBe((true, true));
        JsonNode.DeepEquals(now, was).ShouldBeTrue();
        (await _api.GetAsync($"/api/tasks/{made.Id}")).Text.ShouldBe(changed.Text);
    }

    [Fact]
    public async Task A_deleted_task_is_gone_from_its_story()
    {
        var story = await _api.CreateStoryAsync(more: """
            "tasks":[{"title":"stays"},{"title":"goes"}]
            """);
        var (stays, goes) = ((string)story["tasks"]![0]!, (string)story["tasks"]![1]!);

        (await _api.DeleteAsync($"/api/tasks/{goes}", "\"1\"")).ShouldBe(204);

        (await _api.GetAsync($"/api/tasks/{goes}")).ShouldBeProblem(404, "not-found");
        (await _api.StoryAsync(story.Id))["tasks"]!.ToJsonString().ShouldBe($"[\"{stays}\"]");
    }

    [Fact]
    public async Task Tasks_are_listed_in_the_order_they_were_made_both_ways_and_by_what_they_are()
    {
        var story = (await _api.CreateStoryAsync()).Id;
        var other = (await _api.CreateStoryAsync()).Id;
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add((await _api.AddTaskAsync(story, i == 3 ? "Örn 100%" : $"Task {i}", i % 2 == 0 ? "\"status\":\"Done\"" : "")).Id);
            await _api.AddTaskAsync(other, "Elsewhere");
        }

        (await IdsAsync($"/api/tasks?storyId={story}&limit=3")).ShouldBe(made);
        (await IdsAsync($"/api/tasks?storyId={story}&limit=2&sort=-created")).ShouldBe(Enumerable.Reverse(made));
        (await IdsAsync($"/api/tasks?storyId={story}&limit=1&status=Done")).ShouldBe([made[0], made[2], made[4], made[6]]);
        (await IdsAsync($"/api/tasks?storyId={story}&text=%C3%B6rn%20100%25")).ShouldBe([made[3]]);
        (await IdsAsync("/api/tasks?storyId=01890a5d-ac96-774b-bcce-b302099a8057")).ShouldBeEmpty();
        (await IdsAsync("/api/tasks?limit=500")).Intersect(made).ShouldBe(made);
    }

    async Task<List<string>> IdsAsync(string path) =>
        [.. (await _api.PagesAsync(path)).SelectMany(p => p).Select(t => (string)t["id"]!)];
}

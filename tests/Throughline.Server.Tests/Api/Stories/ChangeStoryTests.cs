using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class ChangeStoryTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Theory]
    [InlineData("""{"title":"New"}""", "title", "\"New\"")]
    [InlineData("""{"description":"New"}""", "description", "\"New\"")]
    [InlineData("""{"description":""}""", "description", "\"\"")]
    [InlineData("""{"priority":"Low"}""", "priority", "\"Low\"")]
    [InlineData("""{"labels":["b","a"]}""", "labels", """["b","a"]""")]
    [InlineData("""{"labels":[]}""", "labels", "[]")]
    [InlineData("""{"assigneeId":null}""", "assigneeId", "null")]
    [InlineData("""{"status":"In Progress"}""", "status", "\"In Progress\"")]
    public async Task A_change_touches_what_it_names_and_nothing_else(string body, string member, string expected)
    {
        var made = await _api.CreateStoryAsync("Old", $$"""
            "description":"Old","priority":"High","labels":["a"],"assigneeId":"{{InstanceOwner.Id}}"
            """);

        var changed = (await _api.PatchAsync($"/api/stories/{made.Id}", body, made.ETag)).ShouldBe(200);

        var (was, now) = (made.Json.AsObject(), changed.Json.AsObject());
        (now[member]?.ToJsonString() ?? "null").ShouldBe(expected);
        now["version"]!.ToJsonString().ShouldBe("2");
        foreach (var changing in (string[])[member, "version", "updatedAt"])
            (was.Remove(changing), now.Remove(changing)).ShouldBe((true, true));
        JsonNode.DeepEquals(now, was).ShouldBeTrue();
        (await _api.StoryAsync(made.Id)).Text.ShouldBe(changed.Text);
    }

    [Fact]
    public async Task Content_and_status_together_are_one_version()
    {
        var made = await _api.CreateStoryAsync();

        var changed = (await _api.PatchAsync($"/api/stories/{made.Id}", """{"title":"Both","status":"Done"}""")).ShouldBe(200);

        changed.ETag.ShouldBe("\"2\"");
        changed.Position.ShouldBe(made.Position + 2);
    }

    [Fact]
    public async Task The_same_again_is_no_fact_and_no_version()
    {
        var made = await _api.CreateStoryAsync("Same", "\"labels\":[\"x\"]");
        var before = await shared.Server.FootprintAsync();

        var same = (await _api.PatchAsync($"/api/stories/{made.Id}", """{"title":"Same","labels":["x"],"status":"Open","assigneeId":null}""")).ShouldBe(200);

        same.ETag.ShouldBe("\"1\"");
        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_deleted_story_takes_its_tasks_with_it()
    {
        var made = await _api.CreateStoryAsync(more: """
            "tasks":[{"title":"a"},{"title":"b"}]
            """);

        var deleted = (await _api.DeleteAsync($"/api/stories/{made.Id}", made.ETag)).ShouldBe(204);

        deleted.Text.ShouldBeEmpty();
        deleted.Position.ShouldBe(made.Position + 3);
        (await _api.GetAsync($"/api/stories/{made.Id}")).ShouldBeProblem(404, "not-found");
        foreach (var task in made["tasks"]!.AsArray())
            (await _api.GetAsync($"/api/tasks/{task}")).ShouldBeProblem(404, "not-found");
        (await _api.PostAsync($"/api/stories/{made.Id}/tasks", """{"title":"Too late"}""")).ShouldBeProblem(404, "not-found");
    }
}

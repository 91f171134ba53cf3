using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>A story's status follows its tasks, and a person may move it too.</summary>
public sealed class StatusRuleTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task The_story_follows_its_tasks_through_their_whole_life()
    {
        var story = (await _api.CreateStoryAsync()).Id;
        var first = (await _api.AddTaskAsync(story)).Id;
        var second = (await _api.AddTaskAsync(story)).Id;
        await ShouldBeAsync(story, "Open", 2, 0, 0);

        await _api.MoveTaskAsync(first, "In Progress");
        await ShouldBeAsync(story, "In Progress", 1, 1, 0);
        await _api.MoveTaskAsync(first, "Done");
        await ShouldBeAsync(story, "In Progress", 1, 0, 1);
        await _api.MoveTaskAsync(second, "Done");
        await ShouldBeAsync(story, "Done", 0, 0, 2);
        await _api.MoveTaskAsync(second, "Open");
        await ShouldBeAsync(story, "In Progress", 1, 0, 1);
        (await _api.DeleteAsync($"/api/tasks/{second}")).ShouldBe(204);
        await ShouldBeAsync(story, "Done", 0, 0, 1);
        var third = (await _api.AddTaskAsync(story)).Id;
        await ShouldBeAsync(story, "In Progress", 1, 0, 1);
        (await _api.DeleteAsync($"/api/tasks/{third}")).ShouldBe(204);
        (await _api.DeleteAsync($"/api/tasks/{first}")).ShouldBe(204);
        await ShouldBeAsync(story, "Done", 0, 0, 0);

        // None of this was a person's edit of the story.
        ((int?)(await _api.StoryAsync(story))["version"]).ShouldBe(1);
    }

    [Fact]
    public async Task To_done_with_open_tasks_takes_a_word_and_completes_them_in_the_same_commit()
    {
        var story = await _api.CreateStoryAsync(more: """
            "tasks":[{"title":"a"},{"title":"b","status":"In Progress"},{"title":"c","status":"Done"}]
            """);
        var path = $"/api/stories/{story.Id}";
        var before = await shared.Server.FootprintAsync();

        (await _api.PatchAsync(path, """{"status":"Done"}""")).ShouldBeProblem(409, "tasks-open");
        (await _api.PatchAsync(path, """{"status":"Done","completeTasks":false,"title":"Not this either"}""")).ShouldBeProblem(409, "tasks-open");
        (await shared.Server.FootprintAsync()).ShouldBe(before);

        var done = (await _api.PatchAsync(path, """{"status":"Done","completeTasks":true}""", story.ETag)).ShouldBe(200);
        ((string?)done["status"]).ShouldBe("Done");
        done["taskCounts"]!.ToJsonString().ShouldBe("""{"open":0,"inProgress":0,"done":3}""");
        done.ETag.ShouldBe("\"2\"");
        foreach (var task in done["tasks"]!.AsArray())
            ((string?)(await _api.GetAsync($"/api/tasks/{task}"))["status"]).ShouldBe("Done");
        (await shared.Server.AskAsync<long>($"SELECT count(DISTINCT at) FROM journal WHERE position > {done.Position} - 3 AND position <= {done.Position}")).ShouldBe(1);
    }

    [Fact]
    public async Task To_open_only_while_none_of_its_tasks_was_started()
    {
        var story = (await _api.CreateStoryAsync()).Id;
        var path = $"/api/stories/{story}";
        var task = (await _api.AddTaskAsync(story)).Id;
        (await _api.PatchAsync(path, """{"status":"In Progress"}""")).ShouldBe(200);
        ((string?)(await _api.PatchAsync(path, """{"status":"Open"}""")).ShouldBe(200)["status"]).ShouldBe("Open");

        await _api.MoveTaskAsync(task, "In Progress");
        (await _api.PatchAsync(path, """{"status":"Open"}""")).ShouldBeProblem(409, "tasks-started");
        await _api.MoveTaskAsync(task, "Done");
        (await _api.PatchAsync(path, """{"status":"Open"}""")).ShouldBeProblem(409, "tasks-started");

        // To In Progress always.
        ((string?)(await _api.PatchAsync(path, """{"status":"In Progress"}""")).ShouldBe(200)["status"]).ShouldBe("In Progress");
    }

    [Fact]
    public async Task A_story_without_tasks_moves_as_a_person_says()
    {
        var story = (await _api.CreateStoryAsync()).Id;
        foreach (var status in (string[])["Done", "In Progress", "Open", "Done", "Open"])
            ((string?)(await _api.PatchAsync($"/api/stories/{story}", $$"""{"status":"{{status}}"}""")).ShouldBe(200)["status"]).ShouldBe(status);

        var types = await shared.Server.AskAsync<string>($"SELECT string_agg(type, ' ' ORDER BY position) FROM journal WHERE subject_id = '{story}'");
        types.ShouldBe("story.created story.completed story.reopened story.unstarted story.completed story.reopened");
    }

    async Task ShouldBeAsync(string story, string status, int open, int inProgress, int done)
    {
        var read = await _api.StoryAsync(story);
        ((string?)read["status"]).ShouldBe(status);
        read["taskCounts"]!.ToJsonString().ShouldBe($$"""{"open":{{open}},"inProgress":{{inProgress}},"done":{{done}}}""");
    }
}

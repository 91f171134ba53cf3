using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class CreateStoryTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_title_is_all_it_needs()
    {
        var made = (await _api.PostAsync("/api/stories", """{"title":"Only a title"}""")).ShouldBe(201);

        ((string?)made["title"]).ShouldBe("Only a title");
        ((string?)made["projectId"]).ShouldBe(shared.ProjectId);
        ((string?)made["key"])!.ShouldStartWith("TL-");
        ((string?)made["description"]).ShouldBe("");
        ((string?)made["status"]).ShouldBe("Open");
        ((string?)made["priority"]).ShouldBe("None");
        made["labels"]!.ToJsonString().ShouldBe("[]");
        made.Json.AsObject().ContainsKey("assigneeId").ShouldBeTrue();
        made["assigneeId"].ShouldBeNull();
        made["tasks"]!.ToJsonString().ShouldBe("[]");
        made["taskCounts"]!.ToJsonString().ShouldBe("""{"open":0,"inProgress":0,"done":0}""");
        ((int?)made["version"]).ShouldBe(1);
        made.Header("Location").ShouldBe($"/api/stories/{made.Id}");
        made.ETag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Everything_it_was_told_comes_back_the_same()
    {
        const string title = "Å \"quoted\" \\ <b>&amp; 漢字 🚀 e\u0301";
        var made = await _api.CreateStoryAsync(title, $$"""
            "projectId":"{{shared.ProjectId}}","description":"Line one\nline\ttwo","status":"In Progress","priority":"Urgent",
            "labels":[" ui ","api","ui"],"assigneeId":"{{InstanceOwner.Id}}","tasks":[
                {"title":"One","description":"d","estimate":3600,"timeSpent":60},{"title":"Two","status":"In Progress"},{"title":"Three","status":"Done"}]
            """);

        ((string?)made["title"]).ShouldBe(title);
        ((string?)made["description"]).ShouldBe("Line one\nline\ttwo");
        ((string?)made["status"]).ShouldBe("In Progress");
        ((string?)made["priority"]).ShouldBe("Urgent");
        made["labels"]!.ToJsonString().ShouldBe("""["ui","api"]""");
        ((string?)made["assigneeId"]).ShouldBe($"{InstanceOwner.Id}");
        made["taskCounts"]!.ToJsonString().ShouldBe("""{"open":1,"inProgress":1,"done":1}""");
        JsonNode.DeepEquals((await _api.StoryAsync(made.Id)).Json, made.Json).ShouldBeTrue();

        var tasks = (await _api.GetAsync($"/api/tasks?storyId={made.Id}")).ShouldBe(200)["items"]!.AsArray();
        tasks.Select(t => (string?)t!["id"]).ShouldBe(made["tasks"]!.AsArray().Select(t => (string?)t));
        tasks.Select(t => (string?)t!["title"]).ShouldBe(["One", "Two", "Three"]);
        ((long?)tasks[0]!["estimate"]).ShouldBe(3600);
        ((long?)tasks[0]!["timeSpent"]).ShouldBe(60);
    }

    [Fact]
    public async Task Numbers_follow_each_other_and_are_never_used_again()
    {
        var first = await _api.CreateStoryAsync();
        (await _api.DeleteAsync($"/api/stories/{first.Id}")).ShouldBe(204);

        var second = await _api.CreateStoryAsync();

        Number(second).ShouldBe(Number(first) + 1);
    }

    [Theory]
    [InlineData("Open", "Open", "Open")]
    [InlineData("Open", "In Progress", "In Progress")]
    [InlineData("Open", "Done", "Done")]
    [InlineData("Done", "Open", "In Progress")]
    [InlineData("In Progress", "Open", "In Progress")]
    [InlineData("In Progress", "Done", "Done")]
    public async Task Its_status_is_moved_on_as_its_tasks_demand(string asked, string task, string status)
    {
        var made = await _api.CreateStoryAsync(more: $$"""
            "status":"{{asked}}","tasks":[{"title":"t","status":"{{task}}"}]
            """);

        ((string?)made["status"]).ShouldBe(status);
    }

    [Fact]
    public async Task The_longest_texts_are_taken_whole()
    {
        var title = new string('t', 500);
        var description = new string('ö', 100_000);

        var made = await _api.CreateStoryAsync(title, $"\"description\":\"{description}\"");

        ((string?)(await _api.StoryAsync(made.Id))["description"]).ShouldBe(description);
    }

    static int Number(Reply story) => int.Parse(((string)story["key"]!).Split('-')[1]);
}

/// <summary>A server with the one project TL.</summary>
public sealed class ServerWithProject : SharedServer
{
    public string ProjectId { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ProjectId = (await Server.Api.CreateProjectAsync()).Id;
    }
}

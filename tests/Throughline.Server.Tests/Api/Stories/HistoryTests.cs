using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary><c>GET /api/stories/{id}/history</c>: what happened to a story and its tasks, with who and when.</summary>
public sealed class HistoryTests(CastServer shared) : IClassFixture<CastServer>
{
    [Fact]
    public async Task Every_change_of_every_field_of_a_story_and_its_tasks_is_told_with_who_and_when()
    {
        var cast = shared.Cast;
        using var member = cast.As(Part.Member);
        using var owner = cast.As(Part.Owner);
        var story = await cast.NewStoryAsync();
        var task = (string)(await owner.AddTaskAsync(story.ToString(), "Count them"))["id"]!;
        await member.PatchAsync($"/api/stories/{story}", $$"""{"priority":"High","labels":["api"],"assigneeId":"{{cast[Part.Member].Id}}"}""");
        await member.PatchAsync($"/api/tasks/{task}", """{"title":"Count all of them","estimate":3600}""");
        await member.MoveTaskAsync(task, "Done");
        await owner.DeleteAsync($"/api/tasks/{task}");

        using var viewer = cast.As(Part.Viewer);
        var entries = await HistoryAsync(viewer, story);

        entries.Select(e => (string)e["type"]!).ShouldBe(
            ["task.deleted", "story.completed", "task.completed", "task.edited", "story.edited", "task.created", "story.created"]);
        entries.Select(e => (long)e["position"]!).ShouldBeInOrder(SortDirection.Descending);
        entries.ShouldAllBe(e => DateTimeOffset.Parse((string)e["at"]!, null) > DateTimeOffset.UnixEpoch);
        var (deleted, edited, fields) = (entries[0], entries[3], entries[4]);
        ((string?)deleted["actor"]!["name"]).ShouldBe("the-owner");
        ((string?)deleted["task"]!["title"]).ShouldBe("Count all of them");
        ((string?)edited["actor"]!["name"]).ShouldBe("the-member");
        Change(edited, "estimate")["new"]!.GetValue<long>().ShouldBe(3600);
        Said(Change(edited, "title")).ShouldBe("Count [+all of ]them");
        fields["task"].ShouldBeNull();
        Change(fields, "priority").ToJsonString().ShouldBe("""{"field":"priority","old":"None","new":"High","text":null}""");
        Change(fields, "labels")["new"]!.ToJsonString().ShouldBe("""["api"]""");
        ((string?)fields["names"]![cast[Part.Member].Id.ToString()]).ShouldBe("the-member");
        fields["changes"]!.AsArray().Select(c => (string)c!["field"]!).ShouldBe(["priority", "labels", "assigneeId"], ignoreOrder: true);
    }

    [Fact]
    public async Task Pages_go_on_by_position_and_what_is_new_is_asked_for_alone()
    {
        var cast = shared.Cast;
        using var member = cast.As(Part.Member);
        var story = await cast.NewStoryAsync();
        for (var i = 0; i < 5; i++)
            await member.PatchAsync($"/api/stories/{story}", $$"""{"title":"Title {{i}}"}""");

        var whole = await HistoryAsync(member, story);
        var first = (await member.GetAsync($"/api/stories/{story}/history?limit=4")).ShouldBe(200);
        var rest = (await member.GetAsync($"/api/stories/{story}/history?limit=4&cursor={first["nextCursor"]}")).ShouldBe(200);
        JsonNode[] paged = [.. first["items"]!.AsArray().Select(e => e!), .. rest["items"]!.AsArray().Select(e => e!)];
        paged.Select(e => e.ToJsonString()).ShouldBe(whole.Select(e => e.ToJsonString()));
        rest["nextCursor"].ShouldBeNull();

        var after = (long)whole[2]["position"]!;
        (await HistoryAsync(member, story, $"?after={after}")).Select(e => (long)e["position"]!).ShouldBe(whole.Take(2).Select(e => (long)e["position"]!));
        (await member.GetAsync($"/api/stories/{story}/history?cursor=AAAA")).ShouldBeProblem(400, "invalid-input", "cursor");
        (await member.GetAsync($"/api/stories/{story}/history?after=-1")).ShouldBeProblem(400, "invalid-input", "after");
    }

    [Fact]
    public async Task Of_a_long_text_only_what_changed_is_told_and_what_stands_around_it()
    {
        var cast = shared.Cast;
        using var member = cast.As(Part.Member);
        var story = await cast.NewStoryAsync();
        var filler = string.Concat(Enumerable.Repeat("It says the same as before. ", 1500));
        await member.PatchAsync($"/api/stories/{story}", new JsonObject { ["description"] = $"{filler}whose check does not match is logged and forwarded. {filler}" }.ToJsonString());
        await member.PatchAsync($"/api/stories/{story}", new JsonObject { ["description"] = $"{filler}whose check does not match is dropped before it reaches anybody. {filler}" }.ToJsonString());

        var answer = (await member.GetAsync($"/api/stories/{story}/history")).ShouldBe(200);

        var text = Change(answer["items"]![0]!, "description");
        Said(text).ShouldContain("match is [-logged and forwarded][+dropped before it reaches anybody]. It says");
        Said(text).ShouldStartWith("[…]");
        answer["items"]!.ToJsonString().Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task Who_was_erased_has_a_pseudonym_and_who_is_outside_finds_no_story()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var member = cast.As(Part.Member);
        await member.PatchAsync($"/api/stories/{cast.Story}", """{"title":"Written by somebody who goes"}""");
        using var administrator = cast.As(Part.Administrator);
        var id = cast[Part.Member].Id;
        (await administrator.SendAsync(HttpMethod.Delete, $"/api/users/{id}", new StringContent("""{"email":"the-member@example.com"}""", System.Text.Encoding.UTF8, "application/json"))).ShouldBe(204);

        using var owner = cast.As(Part.Owner);
        ((string?)(await HistoryAsync(owner, cast.Story))[0]["actor"]!["name"]).ShouldBe(Throughline.Domain.Users.User.Pseudonym(id));
        using var stranger = cast.As(Part.Stranger);
        (await stranger.GetAsync($"/api/stories/{cast.Story}/history")).ShouldBeProblem(404, "not-found");
        (await owner.GetAsync("/api/stories/nonsense/history")).ShouldBeProblem(404, "not-found");
    }

    static async Task<JsonNode[]> HistoryAsync(ApiClient api, string story, string query = "") =>
        [.. (await api.GetAsync($"/api/stories/{story}/history{query}")).ShouldBe(200)["items"]!.AsArray().Select(e => e!)];

    static JsonNode Change(JsonNode entry, string field) => entry["changes"]!.AsArray().Single(c => (string)c!["field"]! == field)!;

    /// <summary>A changed text as one line: [-before][+after].</summary>
    internal static string Said(JsonNode change) => string.Concat(change["text"]!.AsArray().Select(p => (string)p!["kind"]! switch
    {
        "Removed" => $"[-{p["text"]}]",
        "Added" => $"[+{p["text"]}]",
        "LeftOut" => "[…]",
        _ => (string)p["text"]!,
    }));
}

using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>Many stories in one request, a line each.</summary>
public sealed class BatchTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_line_says_everything_that_a_story_can_say()
    {
        var lines = await SendAsync($$"""
            {"projectId":"{{shared.ProjectId}}","title":"All of it","description":"Much","status":"In Progress","priority":"Urgent","labels":["a","b"],"assigneeId":"{{InstanceOwner.Id}}","tasks":[{"title":"t","description":"d","status":"In Progress","estimate":3600,"timeSpent":60}]}
            """);

        var story = await _api.StoryAsync((string)lines[0]["id"]!);
        ((string?)story["priority"], (string?)story["assigneeId"], story["labels"]!.AsArray().Count).ShouldBe(("Urgent", $"{InstanceOwner.Id}", 2));
        var task = (await _api.GetAsync($"/api/tasks/{(string)story["tasks"]![0]!}")).ShouldBe(200);
        ((long?)task["estimate"], (long?)task["timeSpent"]).ShouldBe((3600, 60));
    }

    [Fact]
    public async Task Each_line_gets_its_line_in_order_and_a_bad_one_holds_up_no_other()
    {
        var before = await shared.Server.AskAsync<long>("SELECT count(*) FROM stories");

        var lines = await SendAsync("""
            {"title":"One","tasks":[{"title":"t"}]}
            {"title":""}
            not json
            {"title":"Two","colour":"red"}
            {"title":"Three","priority":"High"}
            """);

        lines.Select(l => (int)l["line"]!).ShouldBe([1, 2, 3, 4, 5]);
        lines.Select(l => (int)l["status"]!).ShouldBe([201, 400, 400, 400, 201]);
        lines[1]["errors"]!["title"].ShouldNotBeNull();
        lines[2]["errors"]!["body"].ShouldNotBeNull();
        lines[3]["errors"]!["colour"].ShouldNotBeNull();
        lines[1].AsObject().Select(m => m.Key).ShouldBe(["line", "status", "detail", "errors"]);
        lines[0].AsObject().Select(m => m.Key).ShouldBe(["line", "status", "id", "key"]);
        foreach (var (line, title) in ((int, string)[])[(0, "One"), (4, "Three")])
        {
            var story = await _api.StoryAsync((string)lines[line]["id"]!);
            ((string?)story["title"]).ShouldBe(title);
            ((string?)story["key"]).ShouldBe((string?)lines[line]["key"]);
        }
        (await shared.Server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(before + 2);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Line_ends_are_taken_as_they_come_and_blank_lines_are_counted_only(string end)
    {
        var lines = await SendAsync(string.Join(end, "", """{"title":"Second"}""", " \t", "", """{"title":"Fifth"}"""));

        lines.Select(l => ((int)l["line"]!, (int)l["status"]!)).ShouldBe([(2, 201), (5, 201)]);
    }

    [Fact]
    public async Task Nothing_gets_nothing()
    {
        (await SendAsync("")).ShouldBeEmpty();
        (await SendAsync("\n\r\n  \n")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task A_line_over_the_limit_is_refused_alone(string end)
    {
        // Beyond what any buffer holds: it is skipped while it comes in.
        var giant = $$"""{"title":"{{new string('x', 3 * 1024 * 1024)}}"}""";
        var barely = $$"""{"title":"{{new string('x', 1024 * 1024)}}"}""";

        var lines = await SendAsync($$"""{"title":"Before"}""" + "\n" + giant + "\n" + barely + "\n" + """{"title":"After"}""" + "\n" + giant + end);

        lines.Select(l => ((int)l["line"]!, (int)l["status"]!)).ShouldBe([(1, 201), (2, 400), (3, 400), (4, 201), (5, 400)]);
        foreach (var refused in (int[])[1, 2, 4])
            lines[refused]["errors"]!["body"]![0]!.ToString().ShouldContain("longer than 1048576 bytes");
    }

    [Fact]
    public async Task A_thousand_lines_are_a_thousand_stories()
    {
        var lines = await SendAsync(string.Join('\n', Enumerable.Range(0, 1000).Select(i => $$"""{"title":"Story {{i}}"}""")));

        lines.ShouldAllBe(l => (int)l["status"]! == 201);
        lines.Select(l => (string)l["id"]!).Distinct().Count().ShouldBe(1000);
        lines.Select(l => int.Parse(((string)l["key"]!).Split('-')[1])).ShouldBeInOrder();
    }

    async Task<List<JsonNode>> SendAsync(string body)
    {
        var reply = (await _api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(Encoding.UTF8.GetBytes(body), "application/x-ndjson"))).ShouldBe(200);
        reply.ContentType.ShouldBe("application/x-ndjson");
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}

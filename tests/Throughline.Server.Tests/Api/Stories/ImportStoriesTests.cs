using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>Stories from elsewhere, a line each: made, changed or left as they are.</summary>
public sealed class ImportStoriesTests : IAsyncLifetime
{
    TestServer _server = null!;

    ApiClient Api => _server.Api;

    [Fact]
    public async Task The_same_lines_can_be_sent_again_and_again()
    {
        const string first = """
            {"externalKey":"XD-1","title":"One","description":"d","priority":"High","labels":["a"],"estimate":3600}
            {"externalKey":"XD-2","title":"Two"}
            {"externalKey":"XD-3","title":""}
            {"externalKey":"XD-4","title":"Four","estimate":null,"status":"Done"}
            """;
        var lines = await ImportAsync(first);
        Told(lines).ShouldBe(["1 201 new", "2 201 new", "3 400 ", "4 201 new"]);
        lines[0].AsObject().Select(m => m.Key).ShouldBe(["line", "status", "outcome", "id", "key"]);
        lines[2].AsObject().Select(m => m.Key).ShouldBe(["line", "status", "detail", "errors"]);
        lines[2]["errors"]!["title"].ShouldNotBeNull();

        var story = await Api.StoryAsync((string)lines[0]["id"]!);
        ((string?)story["key"], (string?)story["externalKey"], (string?)story["title"], (string?)story["description"], (string?)story["priority"])
            .ShouldBe(((string?)lines[0]["key"], "XD-1", "One", "d", "High"));
        (await TasksAsync("One")).ShouldBe(["One 3600 Open"]);
        (await TasksAsync("Two")).ShouldBeEmpty();
        (await TasksAsync("Four")).ShouldBe(["Four 0 Done"]);

        var before = await _server.FootprintAsync();
        var again = await ImportAsync(first);
        Told(again).ShouldBe(["1 200 unchanged", "2 200 unchanged", "3 400 ", "4 200 unchanged"]);
        (await _server.FootprintAsync()).ShouldBe(before);
        again.Select(l => (string?)l["id"]).ShouldBe(lines.Select(l => (string?)l["id"]));
        again.Select(l => (string?)l["key"]).ShouldBe(lines.Select(l => (string?)l["key"]));

        Told(await ImportAsync("""
            {"externalKey":"XD-2","title":"Two","description":"Now with words"}
            {"externalKey":"XD-1","title":"One!","estimate":60}
            {"externalKey":"XD-4","title":"Four","estimate":null,"status":"Open"}
            """)).ShouldBe(["1 200 changed", "2 200 changed", "3 200 unchanged"]);
        (await TasksAsync("One!")).ShouldBe(["One! 60 Open"]);
        ((int?)(await Api.StoryAsync(story.Id))["version"]).ShouldBe(2);
    }

    [Fact]
    public async Task Lines_with_the_same_key_see_each_other() =>
        Told(await ImportAsync("""
            {"externalKey":"XD-1","title":"One","estimate":1}
            {"externalKey":"XD-1","title":"One","estimate":1}
            {"externalKey":"XD-1","title":"Two","estimate":2}
            """)).ShouldBe(["1 201 new", "2 200 unchanged", "3 200 changed"]);

    [Fact]
    public async Task A_dry_run_decides_the_same_and_changes_nothing()
    {
        var made = await ImportAsync("""
            {"externalKey":"XD-1","title":"One"}
            {"externalKey":"XD-2","title":"Two"}
            """);
        const string next = """
            {"externalKey":"XD-1","title":"One"}
            {"externalKey":"XD-2","title":"Second"}
            {"externalKey":"XD-3","title":"Three","estimate":5}
            {"externalKey":"XD-4"}
            """;
        var before = await _server.FootprintAsync();
        var dry = await ImportAsync(next, "?dryRun=true");
        Told(dry).ShouldBe(["1 200 unchanged", "2 200 changed", "3 201 new", "4 400 "]);
        (await _server.FootprintAsync()).ShouldBe(before);
        (await Api.StoryAsync((string)made[1]["id"]!))["title"]!.ToString().ShouldBe("Two");
        dry[2].AsObject().ContainsKey("id").ShouldBeFalse();
        ((string?)dry[1]["id"]).ShouldBe((string?)made[1]["id"]);

        Told(await ImportAsync(next)).ShouldBe(Told(dry));
    }

    [Fact]
    public async Task Both_directions_stream_and_a_key_has_one_story_however_many_import_it()
    {
        var other = await _server.AddNodeAsync();
        var body = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $$"""{"externalKey":"S-{{i}}","title":"Story {{i}}","estimate":{{i}}}"""));
        var answers = await Task.WhenAll(ImportAsync(body), ImportAsync(body, api: other.Api), ImportAsync(body));

        var outcomes = answers.Select(Told).ToList();
        for (var i = 0; i < 3000; i++)
            outcomes.Select(o => o[i]).Order(StringComparer.Ordinal).ShouldBe([$"{i + 1} 200 unchanged", $"{i + 1} 200 unchanged", $"{i + 1} 201 new"]);
        (await _server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(3000);
        (await _server.AskAsync<long>("SELECT count(*) FROM tasks WHERE title = 'Story ' || estimate")).ShouldBe(3000);
    }

    [Fact]
    public async Task What_can_not_be_asked_is_refused_as_a_whole()
    {
        var body = """{"externalKey":"XD-1","title":"One"}""";
        (await SendAsync(body, "?projectId=none")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await SendAsync(body, "?projectId=01890a5d-ac96-774b-bcce-b302099a8057")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await SendAsync(body, "?dryRun=perhaps")).ShouldBeProblem(400, "invalid-input", "dryRun");
        (await SendAsync(body, "", "application/json")).ShouldBeProblem(415, "wrong-content-type");
        (await _server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"title":"No key"}""", "externalKey")]
    [InlineData("""{"externalKey":null,"title":"A story"}""", "externalKey")]
    [InlineData("""{"externalKey":"a\u0007b","title":"A story"}""", "externalKey")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","description":null}""", "description")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","labels":null}""", "labels")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","estimate":-1}""", "estimate")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","estimate":"1h"}""", "estimate")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","status":"Closed"}""", "status")]
    [InlineData("""{"externalKey":"XD-1","title":"A story","assigneeId":"local"}""", "assigneeId")]
    [InlineData("not json", "body")]
    public async Task What_is_wrong_with_a_line_is_told_by_field(string line, string field)
    {
        var answer = (await ImportAsync(line)).Single();
        ((int?)answer["status"]).ShouldBe(400);
        answer["errors"]!.AsObject().Select(e => e.Key).ShouldBe([field]);
    }

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await Api.CreateProjectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task<Reply> SendAsync(string body, string query, string type = "application/x-ndjson", ApiClient? api = null) =>
        (api ?? Api).SendAsync(HttpMethod.Post, "/api/stories/import" + query, ApiClient.Bytes(Encoding.UTF8.GetBytes(body), type));

    async Task<List<JsonNode>> ImportAsync(string body, string query = "", ApiClient? api = null)
    {
        var reply = (await SendAsync(body, query, api: api)).ShouldBe(200);
        reply.ContentType.ShouldBe("application/x-ndjson");
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    Task<string[]> TasksAsync(string story) => _server.AskAsync<string[]>($"""
        SELECT coalesce(array_agg(format('%s %s %s', t.title, t.estimate, (ARRAY ['Open', 'In Progress', 'Done'])[t.status + 1])), ARRAY []::text[])
        FROM tasks t JOIN stories s ON s.id = t.story_id WHERE s.title = '{story}'
        """);

    static List<string> Told(List<JsonNode> lines) => [.. lines.Select(l => $"{l["line"]} {l["status"]} {l["outcome"]}")];
}

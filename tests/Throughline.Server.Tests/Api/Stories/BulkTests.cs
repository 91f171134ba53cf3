using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class BulkTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task Many_change_in_one_commit_and_each_has_its_facts()
    {
        var (one, two) = (await MakeAsync("One", "\"labels\":[\"old\"]"), await MakeAsync("Two"));

        var answer = (await BulkAsync([one, two], $$"""
            "edit":{"status":"In Progress","priority":"High","assigneeId":"{{InstanceOwner.Id}}","addLabels":["new"],"removeLabels":["old"]}
            """)).ShouldBe(200);

        Counts(answer).ShouldBe((2, 2));
        ((long)answer["from"]!, (long)answer["to"]!, answer.Position).ShouldBe((two.Position + 1, two.Position + 4, two.Position + 4));
        foreach (var id in (string[])[one.Id, two.Id])
        {
            var now = await _api.StoryAsync(id);
            ((string?)now["status"], (string?)now["priority"], (string?)now["assigneeId"], (int)now["version"]!).ShouldBe(("In Progress", "High", $"{InstanceOwner.Id}", 2));
            now["labels"]!.ToJsonString().ShouldBe("""["new"]""");
        }
    }

    [Fact]
    public async Task What_is_refused_for_one_is_named_and_holds_up_no_other()
    {
        var (open, free) = (await MakeAsync(more: "\"tasks\":[{\"title\":\"t\"}]"), await MakeAsync());
        var elsewhere = (await shared.Server.Api.CreateProjectAsync($"E{Random.Shared.Next(100_000)}", "Elsewhere")).Id;
        var foreign = (await _api.PostAsync("/api/stories", $$"""{"projectId":"{{elsewhere}}","title":"Foreign"}""")).ShouldBe(201);
        var missing = Guid.NewGuid();

        var answer = (await _api.PostAsync(Path, $$"""
            {"stories":[{"id":"{{open.Id}}"},{"id":"{{foreign.Id}}"},{"id":"{{missing}}"},{"id":"{{free.Id}}","version":1}],"edit":{"status":"Done"} }
            """)).ShouldBe(200);

        Counts(answer).ShouldBe((4, 1));
        answer["left"]!.AsArray().Select(l => ((string?)l!["id"], (int)l["status"]!, (string?)l["key"] is null))
            .ShouldBe([(open.Id, 409, false), (foreign.Id, 404, true), ($"{missing}", 404, true)]);
        ((string?)(await _api.StoryAsync(foreign.Id))["status"]).ShouldBe("Open");
        ((string?)(await _api.StoryAsync(free.Id))["status"]).ShouldBe("Done");
        var all = (await _api.PostAsync(Path, $$"""{"stories":[{"id":"{{open.Id}}"}],"edit":{"status":"Done","completeTasks":true} }""")).ShouldBe(200);
        Counts(all).ShouldBe((1, 1));
    }

    [Fact]
    public async Task All_that_the_filter_takes_change_and_no_other()
    {
        var label = $"l{Guid.NewGuid():n}"[..12];
        List<Reply> mine = [await MakeAsync("Mine", $"\"labels\":[\"{label}\"]"), await MakeAsync("Mine too", $"\"labels\":[\"{label}\"]")];
        var other = await MakeAsync("Other");

        var named = (await _api.PostAsync($"{Path}&label={label}", """{"all":true,"dryRun":true}""")).ShouldBe(200);
        named["stories"]!.AsArray().Select(s => (string)s!["id"]!).Order().ShouldBe(mine.Select(s => s.Id).Order());
        var answer = (await _api.PostAsync($"{Path}&label={label}&status=Open", """{"all":true,"edit":{"status":"In Progress"}}""")).ShouldBe(200);

        Counts(answer).ShouldBe((2, 2));
        ((string?)(await _api.StoryAsync(mine[1].Id))["status"]).ShouldBe("In Progress");
        ((string?)(await _api.StoryAsync(other.Id))["status"]).ShouldBe("Open");
        // By now it takes none.
        Counts((await _api.PostAsync($"{Path}&label={label}&status=Open", """{"all":true,"delete":true}""")).ShouldBe(200)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Deleted_ones_are_gone_with_their_tasks_but_not_one_that_was_changed_since()
    {
        var (gone, changed) = (await MakeAsync(more: "\"tasks\":[{\"title\":\"t\"}]"), await MakeAsync());
        (await _api.PatchAsync($"/api/stories/{changed.Id}", """{"title":"Theirs"}""")).ShouldBe(200);

        var answer = (await _api.PostAsync(Path, $$"""{"stories":[{"id":"{{gone.Id}}","version":1},{"id":"{{changed.Id}}","version":1}],"delete":true}""")).ShouldBe(200);

        Counts(answer).ShouldBe((2, 1));
        ((int)answer["left"]![0]!["status"]!).ShouldBe(412);
        (await _api.GetAsync($"/api/stories/{gone.Id}")).ShouldBe(404);
        (await _api.GetAsync($"/api/tasks/{gone["tasks"]![0]}")).ShouldBe(404);
        ((string?)(await _api.StoryAsync(changed.Id))["title"]).ShouldBe("Theirs");
        (await UndoAsync(answer)).ShouldBeProblem(409, "not-undoable");
    }

    [Fact]
    public async Task One_undo_brings_all_back_but_what_somebody_changed_since()
    {
        List<Reply> made = [];
        for (var i = 0; i < 5; i++)
            made.Add(await MakeAsync($"Story {i}", "\"priority\":\"Low\",\"tasks\":[{\"title\":\"t\"}]"));
        var edit = (await BulkAsync(made, """ "edit":{"status":"Done","completeTasks":true,"priority":"Urgent","addLabels":["x"]}""")).ShouldBe(200);
        (await _api.PatchAsync($"/api/stories/{made[2].Id}", """{"priority":"High","labels":["x","theirs"]}""")).ShouldBe(200);

        var undone = (await UndoAsync(edit)).ShouldBe(200);

        Counts(undone).ShouldBe((5, 5));
        undone["left"]!.AsArray().Select(l => ((string?)l!["key"], l["fields"]!.ToJsonString())).ShouldBe([((string?)made[2]["key"], """["priority"]""")]);
        foreach (var (before, i) in made.Select((m, i) => (m, i)))
        {
            var now = await _api.StoryAsync(before.Id);
            ((string?)now["status"], (string?)now["priority"], now["labels"]!.ToJsonString(), now["taskCounts"]!.ToJsonString())
                .ShouldBe(("Open", i == 2 ? "High" : "Low", i == 2 ? """["theirs"]""" : "[]", before["taskCounts"]!.ToJsonString()));
        }

        // And taking that back does it again.
        Counts((await UndoAsync(undone)).ShouldBe(200)).ShouldBe((5, 5));
        ((string?)(await _api.StoryAsync(made[0].Id))["status"]).ShouldBe("Done");
    }

    [Fact]
    public async Task Only_a_change_of_ones_own_is_taken_back()
    {
        var made = await MakeAsync();
        (await UndoAsync(made.Position, made.Position)).ShouldBeProblem(409, "not-undoable");
        (await UndoAsync(made.Position, made.Position + 1)).ShouldBeProblem(404, "not-found");
        (await UndoAsync(0, 1)).ShouldBeProblem(400, "invalid-input", "to");
        (await UndoAsync(5, 4)).ShouldBeProblem(400, "invalid-input", "to");
        (await UndoAsync(1, 1_000_000)).ShouldBeProblem(400, "invalid-input", "to");
    }

    [Fact]
    public async Task The_same_key_changes_once()
    {
        var made = await MakeAsync();
        var body = $$"""{"stories":[{"id":"{{made.Id}}"}],"edit":{"addLabels":["once"]} }""";

        var first = (await _api.PostAsync(Path, body, ("Idempotency-Key", $"bulk-{made.Id}"))).ShouldBe(200);
        (await _api.PatchAsync($"/api/stories/{made.Id}", """{"labels":[]}""")).ShouldBe(200);
        var again = (await _api.PostAsync(Path, body, ("Idempotency-Key", $"bulk-{made.Id}"))).ShouldBe(200);

        again.Text.ShouldBe(first.Text);
        (await _api.StoryAsync(made.Id))["labels"]!.ToJsonString().ShouldBe("[]");
    }

    [Theory]
    [InlineData("""{"edit":{"priority":"Low"}}""", "stories")]
    [InlineData("""{"stories":[],"edit":{"priority":"Low"}}""", "stories")]
    [InlineData("""{"stories":[null],"edit":{"priority":"Low"}}""", "stories")]
    [InlineData("""{"all":true,"stories":[],"edit":{"priority":"Low"}}""", "stories")]
    [InlineData("""{"all":true}""", "edit")]
    [InlineData("""{"all":true,"edit":{}}""", "edit")]
    [InlineData("""{"all":true,"edit":{"priority":"Low"},"delete":true}""", "edit")]
    [InlineData("""{"all":true,"edit":{"addLabels":[""]}}""", "addLabels[0]")]
    [InlineData("""{"all":true,"edit":{"addLabels":["a"],"removeLabels":["a"]}}""", "removeLabels")]
    [InlineData("""{"all":true,"edit":{"removeLabels":null}}""", "removeLabels")]
    [InlineData("""{"all":true,"edit":{"assigneeId":"01890a5d-ac96-774b-bcce-b302099a8057"}}""", "assigneeId")]
    public async Task A_bad_request_changes_nothing(string body, string field)
    {
        await MakeAsync();
        var before = await shared.Server.FootprintAsync();

        (await _api.PostAsync(Path, body)).ShouldBeProblem(400, "invalid-input", field);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task More_than_a_thousand_are_counted_and_refused()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 1203).Select(i => $$"""{"title":"Story {{i}}","labels":["{{(i < 1000 ? "few" : "rest")}}"],"tasks":[{"title":"t"},{"title":"u"}]}"""));
        (await server.Api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"))).ShouldBe(200);

        ((string)(await server.Api.PostAsync("/api/stories/bulk", """{"all":true,"delete":true}""")).ShouldBeProblem(409, "too-many-stories")["detail"]!).ShouldContain("1203");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var done = (await server.Api.PostAsync("/api/stories/bulk?label=few", """{"all":true,"edit":{"status":"Done","completeTasks":true,"priority":"High"}}""")).ShouldBe(200);
        TestContext.Current.SendDiagnosticMessage($"1,000 stories with 2,000 tasks done: {watch.ElapsedMilliseconds} ms");
        Counts(done).ShouldBe((1000, 1000));
        ((long)done["to"]! - (long)done["from"]! + 1).ShouldBe(4000);
        watch.Restart();
        var undone = (await server.Api.PostAsync("/api/stories/undo", $$"""{"from":{{done["from"]}},"to":{{done["to"]}}}""")).ShouldBe(200);
        TestContext.Current.SendDiagnosticMessage($"taken back: {watch.ElapsedMilliseconds} ms");
        Counts(undone).ShouldBe((1000, 1000));
        (await server.Api.GetAsync("/api/stories/groups?group=status")).ShouldBe(200)["groups"]!.ToJsonString().ShouldBe("""[{"value":"Open","count":1203}]""");
        watch.Restart();
        Counts((await server.Api.PostAsync("/api/stories/bulk?label=few", """{"all":true,"delete":true}""")).ShouldBe(200)).ShouldBe((1000, 1000));
        TestContext.Current.SendDiagnosticMessage($"deleted: {watch.ElapsedMilliseconds} ms");
        (await server.Api.GetAsync("/api/stories/groups")).ShouldBe(200)["total"]!.ToJsonString().ShouldBe("203");
    }

    [Fact]
    public async Task Edits_of_others_at_the_same_time_are_neither_lost_nor_undone()
    {
        List<Reply> made = [];
        for (var i = 0; i < 20; i++)
            made.Add(await MakeAsync($"Story {i}"));
        var cancel = TestContext.Current.CancellationToken;

        // Whoever else writes titles and labels meanwhile; the bulk edit touches priority and a label of its own.
        var others = Task.Run(async () =>
        {
            for (var round = 0; round < 3; round++)
                foreach (var story in made)
                    (await _api.PatchAsync($"/api/stories/{story.Id}", $$"""{"title":"Round {{round}}","status":"In Progress"}""")).ShouldBe(200);
        }, cancel);
        Reply? edit = null;
        while (!others.IsCompleted)
        {
            edit = (await BulkAsync(made, """ "edit":{"priority":"High","addLabels":["bulk"]}""")).ShouldBe(200);
            if (edit["from"] is null)
                break;
            (await UndoAsync(edit)).ShouldBe(200)["left"]!.AsArray().ShouldBeEmpty();
        }
        await others;

        foreach (var story in made)
        {
            var now = await _api.StoryAsync(story.Id);
            ((string?)now["title"], (string?)now["status"], (string?)now["priority"], now["labels"]!.ToJsonString()).ShouldBe(("Round 2", "In Progress", "None", "[]"));
        }
    }

    Task<Reply> MakeAsync(string title = "A story", string more = "") =>
        _api.CreateStoryAsync(title, $"\"projectId\":\"{shared.ProjectId}\"{(more.Length > 0 ? "," : "")}{more}");

    string Path => $"/api/stories/bulk?projectId={shared.ProjectId}";

    Task<Reply> BulkAsync(IEnumerable<Reply> stories, string what) =>
        _api.PostAsync(Path, $$"""{"stories":[{{string.Join(',', stories.Select(s => $$"""{"id":"{{s.Id}}"}"""))}}],{{what}}}""");

    Task<Reply> UndoAsync(Reply change) => UndoAsync((long)change["from"]!, (long)change["to"]!);

    Task<Reply> UndoAsync(long from, long to) => _api.PostAsync($"/api/stories/undo?projectId={shared.ProjectId}", $$"""{"from":{{from}},"to":{{to}}}""");

    static (int, int) Counts(Reply answer) => ((int)answer["count"]!, (int)answer["changed"]!);
}

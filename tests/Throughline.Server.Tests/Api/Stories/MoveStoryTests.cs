using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class MoveStoryTests
{
    [Fact]
    public async Task A_story_is_put_beside_another_one_in_another_column_in_one_change()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        var project = (await api.CreateProjectAsync()).Id;
        var (one, two, three) = (await api.CreateStoryAsync("One"), await api.CreateStoryAsync("Two"), await api.CreateStoryAsync("Three"));
        (await BoardAsync(api, project)).ShouldBe("Open 3: Three Two One; In Progress 0: ; Done 0: ");

        (await api.PostAsync($"/api/stories/{one.Id}/move", $$"""{"after":"{{three.Id}}"}""")).ShouldBe(200)["version"]!.GetValue<int>().ShouldBe(1);
        (await BoardAsync(api, project)).ShouldBe("Open 3: Three One Two; In Progress 0: ; Done 0: ");

        var moved = (await api.PostAsync($"/api/stories/{two.Id}/move", $$"""{"before":"{{one.Id}}","status":"In Progress","labels":["board"]}""")).ShouldBe(200);
        moved.Position.ShouldBe(one.Position + 2 + 1 + 3);
        ((int)moved["version"]!).ShouldBe(2);
        (await BoardAsync(api, project)).ShouldBe("Open 2: Three One; In Progress 1: Two; Done 0: ");
        // Back among the others it stands where it was put, between the two.
        (await api.PostAsync($"/api/stories/{two.Id}/move", """{"status":"Open"}""")).ShouldBe(200);
        (await BoardAsync(api, project)).ShouldBe("Open 3: Three Two One; In Progress 0: ; Done 0: ");
        // A new one comes first, by its number.
        var four = await api.CreateStoryAsync("Four");
        four.Json["rank"].ShouldBeNull();
        (await BoardAsync(api, project)).ShouldBe("Open 4: Four Three Two One; In Progress 0: ; Done 0: ");

        (await api.PostAsync($"/api/stories/{two.Id}/move", $$"""{"after":"{{Guid.NewGuid()}}"}""")).ShouldBeProblem(400, "invalid-input", "after");
        (await api.PostAsync($"/api/stories/{two.Id}/move", $$"""{"after":"{{two.Id}}"}""")).ShouldBeProblem(400, "invalid-input", "after");
        (await api.PostAsync($"/api/stories/{Guid.NewGuid()}/move", $$"""{"after":"{{two.Id}}"}""")).ShouldBeProblem(404, "not-found");
        var elsewhere = (await api.CreateProjectAsync("OTHER")).Id;
        var foreign = await api.CreateStoryAsync("Foreign", $"\"projectId\":\"{elsewhere}\"");
        (await api.PostAsync($"/api/stories/{two.Id}/move", $$"""{"after":"{{foreign.Id}}"}""")).ShouldBeProblem(400, "invalid-input", "after");
        await api.AddTaskAsync(two.Id);
        (await api.PostAsync($"/api/stories/{two.Id}/move", """{"status":"Done"}""")).ShouldBeProblem(409, "tasks-open");
        (await api.PostAsync($"/api/stories/{two.Id}/move", """{"status":"Done","completeTasks":true}""")).ShouldBe(200);

        // Taken back with its tasks, and a place with its column: into the one that it had, or right behind whoever was put there since.
        var done = await UndoAsync(await api.PostAsync($"/api/stories/{three.Id}/move", $$"""{"after":"{{one.Id}}","status":"Done"}"""));
        (await BoardAsync(api, project)).ShouldBe("Open 3: Four Three One; In Progress 0: ; Done 1: Two");
        (await UndoAsync(done)).ShouldBe(200);
        (await BoardAsync(api, project)).ShouldBe("Open 2: Four One; In Progress 0: ; Done 2: Two Three");
        var completed = await api.PostAsync($"/api/stories/{two.Id}/move", """{"status":"In Progress"}""");
        completed.Header("Throughline-From").ShouldBe($"{completed.Position}");
        var moved4 = (await api.PostAsync($"/api/stories/{two.Id}/move", $$"""{"before":"{{four.Id}}"}""")).ShouldBe(200);
        (await api.PostAsync($"/api/stories/{three.Id}/move", $$"""{"before":"{{one.Id}}"}""")).ShouldBe(200);
        var left = await UndoAsync(moved4);
        left["left"]!.AsArray().ShouldBeEmpty();
        (await BoardAsync(api, project)).ShouldBe("Open 2: Four One; In Progress 1: Two; Done 1: Three");
        (await api.GetAsync($"/api/stories?limit=100&projectId={project}"))["items"]!.AsArray().Select(s => (string?)s!["rank"]).OfType<string>().ShouldBeUnique();

        async Task<Reply> UndoAsync(Reply change)
        {
            var from = change.Header("Throughline-From") ?? (string?)change["from"]?.ToJsonString();
            return (await api.PostAsync($"/api/stories/undo?projectId={project}", $$"""{"from":{{from}},"to":{{change.Position}}}""")).ShouldBe(200);
        }
    }

    [Fact]
    public async Task An_enforced_limit_refuses_moves_but_no_new_story_and_no_worker()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        var project = (await api.CreateProjectAsync()).Id;
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add((await api.CreateStoryAsync($"Story {i}")).Id);
        var limited = (await api.PatchAsync($"/api/projects/{project}", """{"limits":{"inProgress":2,"enforced":true}}""")).ShouldBe(200);
        limited["limits"]!.ToJsonString().ShouldBe("""{"open":null,"inProgress":2,"enforced":true}""");
        (await api.GetAsync($"/api/projects/{project}"))["limits"]!.ToJsonString().ShouldBe(limited["limits"]!.ToJsonString());
        (await api.PatchAsync($"/api/projects/{project}", """{"limits":{"inProgress":0}}""")).ShouldBeProblem(400, "invalid-input", "limits.inProgress");

        // All at once: however many stand in one commit, two get in.
        var replies = await Task.WhenAll(ids.Select((id, i) => i % 2 == 0
            ? api.PostAsync($"/api/stories/{id}/move", """{"status":"In Progress"}""")
            : api.PatchAsync($"/api/stories/{id}", """{"status":"In Progress"}""")));
        replies.Count(r => r.Status == 200).ShouldBe(2);
        replies.Where(r => r.Status != 200).ShouldAllBe(r => r.Status == 409);
        replies.First(r => r.Status == 409).ShouldBeProblem(409, "column-full");

        // Many in one request neither; each for itself.
        var named = string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""));
        var many = (await api.PostAsync("/api/stories/bulk", $$"""{"stories":[{{named}}],"edit":{"status":"In Progress"} }""")).ShouldBe(200);
        many["left"]!.AsArray().Select(l => (int)l!["status"]!).ShouldBe(Enumerable.Repeat(409, 10));

        // A worker's claim starts a story, and somebody makes one that is started: both are counted, neither is refused.
        var open = ids[replies.ToList().FindIndex(r => r.Status == 409)];
        await api.AddTaskAsync(open);
        (await api.PostAsync("/api/work/claim", """{"count":1}""")).ShouldBe(200)["tasks"]!.AsArray().Count.ShouldBe(1);
        (await api.CreateStoryAsync("Started", "\"status\":\"In Progress\"")).Status.ShouldBe(201);
        (await BoardAsync(api, project)).ShouldContain("In Progress 4:");

        (await api.PatchAsync($"/api/projects/{project}", """{"limits":null}""")).ShouldBe(200)["limits"].ShouldBeNull();
        (await api.PostAsync($"/api/stories/{ids[replies.ToList().FindLastIndex(r => r.Status == 409)]}/move", """{"status":"In Progress"}""")).ShouldBe(200);
    }

    [Fact]
    public async Task Many_who_move_the_same_stories_through_two_nodes_come_to_one_order()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        var project = (await server.Api.CreateProjectAsync()).Id;
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add((await server.Api.CreateStoryAsync($"Story {i}")).Id);

        // Mostly beside the same two, so that they meet, and the place gets crowded.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async w =>
        {
            var random = new Random(w);
            var api = w % 2 == 0 ? server.Api : other.Api;
            for (var i = 0; i < 60; i++)
            {
                var beside = random.Next(2);
                var moved = 2 + random.Next(ids.Count - 2);
                (await api.PostAsync($"/api/stories/{ids[moved]}/move", $$"""{"{{(beside == 0 ? "after" : "before")}}":"{{ids[beside]}}"}""")).ShouldBe(200);
            }
        }));

        var ranks = (await server.Api.GetAsync($"/api/stories?limit=100&projectId={project}"))["items"]!.AsArray()
            .Select(s => (string?)s!["rank"] ?? Domain.Stories.Rank.Of(int.Parse(((string)s["key"]!).Split('-')[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        ranks.ShouldBeUnique();
        ranks.ShouldAllBe(r => r.Length <= Domain.Stories.Rank.Crowded + 8);
        var (here, there) = (await CardsAsync(server.Api, project), await CardsAsync(other.Api, project));
        here.Count.ShouldBe(ids.Count);
        here.ShouldBeUnique();
        there.ShouldBe(here);
        here.IndexOf("Story 0").ShouldBeLessThan(11);
        await Faults.JournalChecks.ShouldBeDenseAndOrderedAsync(server.Database.DataSource);
    }

    [Fact]
    public async Task A_column_is_read_page_by_page_with_each_card_once_while_others_move()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        var project = (await api.CreateProjectAsync()).Id;
        var ids = new List<string>();
        for (var i = 0; i < 30; i++)
            ids.Add((await api.CreateStoryAsync($"Story {i}", i % 3 == 0 ? "\"priority\":\"High\"" : "")).Id);
        for (var i = 0; i < 10; i++)
            (await api.PostAsync($"/api/stories/{ids[i]}/move", $$"""{"after":"{{ids[29 - i]}}"}""")).ShouldBe(200);
        var whole = await CardsAsync(api, project);

        var (pages, cursor) = (new List<string>(), (string?)null);
        do
        {
            var column = Column((await api.GetAsync($"/api/projects/{project}/board?cards=7&column=Open{(cursor is null ? "" : $"&cursor={cursor}")}")).ShouldBe(200), 0);
            ((int)column["count"]!).ShouldBe(30);
            pages.AddRange(column["cards"]!.AsArray().Select(c => (string)c!["title"]!));
            cursor = (string?)column["nextCursor"];
        }
        while (cursor is not null);
        pages.ShouldBe(whole);

        var first = (await api.GetAsync($"/api/projects/{project}/board")).ShouldBe(200);
        (await api.GetAsync($"/api/projects/{project}/board", ("If-None-Match", first.ETag!))).ShouldBe(304);
        first.Position.ShouldBeGreaterThan(0);
        (await BoardAsync(api, project, "?columns=priority&cards=1")).ShouldBe("Urgent 0: ; High 10: Story 0; Medium 0: ; Low 0: ; None 20: Story 29");
        (await BoardAsync(api, project, "?filter=title:2&cards=1")).ShouldStartWith("Open 11: Story 29");
        (await BoardAsync(api, project, "?filter=title:2 priority:high -status:done&columns=priority&cards=4")).ShouldStartWith("Urgent 0: ; High 3: Story 27 Story 24 Story 21; Medium 0: ");
        (await BoardAsync(api, project, "?filter=status:done")).ShouldBe("Open 0: ; In Progress 0: ; Done 0: ");
        (await api.PatchAsync($"/api/stories/{ids[3]}", $$"""{"assigneeId":"{{InstanceOwner.Id}}"}""")).ShouldBe(200);
        (await BoardAsync(api, project, "?filter=assignee:me")).ShouldStartWith("Open 1: Story 3;");
        (await api.GetAsync($"/api/projects/{project}/board?filter=assignee:me")).ETag.ShouldBeNull("it depends on who asks");
        (await api.GetAsync($"/api/projects/{project}/board?filter=status:opened")).ShouldBeProblem(400, "invalid-filter", "filter");
        (await BoardAsync(api, project, "?columns=assignee&cards=1")).ShouldBe($"none 29: Story 29; {InstanceOwner.Id} 1: Story 3");
        foreach (var wrong in (string[])["columns=age", "cards=0", "cards=4001", "column=Shut", "cursor=AA", "cursor=c3RhdHVzHzE&column=Open"])
            (await api.GetAsync($"/api/projects/{project}/board?{wrong}")).ShouldBeProblem(400, "invalid-input", wrong[..wrong.IndexOf('=', StringComparison.Ordinal)]);
    }

    static JsonNode Column(Reply board, int at) => board["columns"]![at]!;

    static async Task<List<string>> CardsAsync(ApiClient api, string project) =>
        [.. Column((await api.GetAsync($"/api/projects/{project}/board?cards=4000")).ShouldBe(200), 0)["cards"]!.AsArray().Select(c => (string)c!["title"]!)];

    static async Task<string> BoardAsync(ApiClient api, string project, string query = "") => string.Join("; ",
        (await api.GetAsync($"/api/projects/{project}/board{query}")).ShouldBe(200)["columns"]!.AsArray()
            .Select(c => $"{c!["key"]} {c["count"]}: {string.Join(' ', c["cards"]!.AsArray().Select(card => card!["title"]))}"));
}

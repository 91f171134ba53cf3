using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Search;

/// <summary>What helps to write filters: explanations, completions, counts; and that nobody learns by them what is not theirs to know.</summary>
public sealed class FilterHelpTests : IAsyncLifetime
{
    TestServer _server = null!;
    string _project = "";

    ApiClient Api => _server.Api;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _project = (await Api.CreateProjectAsync()).Id;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_was_just_made_is_found()
    {
        for (var i = 0; i < 10; i++)
        {
            var made = await Api.CreateStoryAsync($"Telemetry frame {i}x", "\"labels\":[\"Ground\"]");

            var found = (await Api.GetAsync($"/api/stories?filter={i}x%20label:ground")).ShouldBe(200);

            found["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe([made.Id]);
            found.ETag.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task What_changes_is_found_by_what_it_says_now()
    {
        var story = await Api.CreateStoryAsync("Old words");
        (await Api.PatchAsync($"/api/stories/{story.Id}", """{"title":"New words","labels":["blue"],"priority":"High"}""")).ShouldBe(200);

        (await CountsAsync("old", "new", "label:blue", "priority:>=high", "title:words")).ShouldBe([0, 1, 1, 1, 1]);

        (await Api.DeleteAsync($"/api/stories/{story.Id}")).ShouldBe(204);
        (await CountsAsync("new", "label:blue")).ShouldBe([0, 0]);
        (await _server.AskAsync<long>("SELECT count(*) FROM story_search")).ShouldBe(0);
    }

    [Fact]
    public async Task A_mistake_in_typing_is_answered_with_words_of_titles()
    {
        await Api.CreateStoryAsync("Telemetry frames arrive late");
        await CountsAsync("telemetry");

        var told = (await Api.GetAsync("/api/stories/filter?filter=late%20telemtry")).ShouldBe(200)["didYouMean"]!.AsArray();

        told.ShouldHaveSingleItem()!["words"]!.AsArray().Select(w => (string)w!).ShouldBe(["telemetry"]);
        ((int)told[0]!["offset"]!, (int)told[0]!["length"]!).ShouldBe((5, 8));
        // Somebody else's PostgreSQL may not have it.
        await TestPostgres.ExecuteAsync(_server.Database.DataSource, "DROP EXTENSION pg_trgm CASCADE");
        (await Api.GetAsync("/api/stories/filter?filter=telemtry")).ShouldBe(200)["didYouMean"]!.AsArray().ShouldBeEmpty();
        (await CountsAsync("telemetry")).ShouldBe([1]);
    }

    [Fact]
    public async Task An_explanation_says_what_is_meant_and_what_is_wrong()
    {
        var told = (await Api.GetAsync("/api/stories/filter?zone=Europe/Stockholm&filter=" + Uri.EscapeDataString("-status:open,done  created:2026-01 priority:>low tasks:2..3 oops:1 sort:-updated"))).ShouldBe(200);

        ((string)told["filter"]!).ShouldBe("-status:open,done created:2026-01 priority:>low tasks:2..3 sort:-updated");
        var clauses = told["clauses"]!.AsArray();
        ((bool)clauses[0]!["not"]!).ShouldBeTrue();
        clauses[0]!["values"]!.AsArray().Select(v => (string)v!["words"]![0]!).ShouldBe(["Open", "Done"]);
        ((string)clauses[1]!["values"]![0]!["from"]!).ShouldBe("2025-12-31T23:00:00Z");
        ((string)clauses[1]!["values"]![0]!["before"]!).ShouldBe("2026-01-31T23:00:00Z");
        clauses[2]!["values"]![0]!["words"]!.AsArray().Select(w => (string)w!).ShouldBe(["Medium", "High", "Urgent"]);
        ((int)clauses[3]!["values"]![0]!["least"]!, (int)clauses[3]!["values"]![0]!["most"]!).ShouldBe((2, 3));
        ((string)told["sort"]!["name"]!).ShouldBe("-updated");
        ((string)told["errors"]!.AsArray().ShouldHaveSingleItem()!["message"]!).ShouldContain("no field oops");
    }

    [Fact]
    public async Task Completions_count_what_the_rest_of_the_filter_takes()
    {
        await Api.CreateStoryAsync("One", "\"labels\":[\"api\",\"needs design\"]");
        await Api.CreateStoryAsync("Two", "\"labels\":[\"api\"],\"status\":\"Done\"");
        await Api.CreateStoryAsync("Three");

        Shown(await Api.GetAsync("/api/stories/completions?field=label")).ShouldBe(["api 2", "\"needs design\" 1", "none 1"]);
        Shown(await Api.GetAsync("/api/stories/completions?field=label&filter=status:open&text=DES")).ShouldBe(["\"needs design\" 1"]);
        Shown(await Api.GetAsync("/api/stories/completions?field=status&filter=label:api")).ShouldBe(["open 1", "in-progress 0", "done 1"]);
        Shown(await Api.GetAsync("/api/stories/completions?field=priority&text=u")).ShouldBe(["urgent 0"]);
        (await Api.GetAsync("/api/stories/completions?field=title")).ShouldBeProblem(400, "invalid-input", "field");

        static string[] Shown(Reply reply) => [.. reply.ShouldBe(200)["items"]!.AsArray().Select(i => $"{i!["text"]} {i["count"]}")];
    }

    [Fact]
    public async Task People_are_a_project_s_members_and_nobody_else()
    {
        var other = (await Api.CreateProjectAsync("OTHER", "Other")).Id;
        var accounts = new Accounts(_server.Node.Get<Sequencer>(), _server.Node.Get<TimeProvider>());
        var (inside, stranger) = (await accounts.PersonAsync("inside"), await accounts.PersonAsync("stranger"));
        await accounts.AddAsync(new(Guid.Parse(_project)), inside, Role.Viewer);
        await accounts.AddAsync(new(Guid.Parse(other)), stranger, Role.Member);
        await Api.PostAsync("/api/stories", $$"""{"projectId":"{{other}}","title":"Foreign secret","labels":["foreign"],"assigneeId":"{{stranger.Id}}"}""");
        using var api = new ApiClient(_server.Node.Address, _server.Node.Log, inside.Token.Value["Bearer ".Length..]);

        var people = (await api.GetAsync($"/api/stories/completions?projectId={_project}&field=assignee")).ShouldBe(200);
        people.Text.ShouldContain("inside");
        people.Text.ShouldNotContain("stranger");
        (await api.GetAsync($"/api/stories/completions?projectId={_project}&field=label")).Text.ShouldNotContain("foreign");
        foreach (var name in (string[])["stranger", "stranger@example.com"])
            (await api.GetAsync($"/api/stories/filter?projectId={_project}&filter=assignee:{name}")).ShouldBe(200)["clauses"]![0]!["values"]![0]!["users"]!.AsArray().ShouldBeEmpty();
        (await api.GetAsync($"/api/stories/count?projectId={_project}&filter=secret&filter=assignee:{stranger.Id}&filter=label:foreign")).ShouldBe(200)
            ["counts"]!.AsArray().ShouldAllBe(c => (int)c!["count"]! == 0);
        (await api.GetAsync($"/api/stories/filter?projectId={_project}&filter=secrat")).ShouldBe(200)["didYouMean"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_depends_on_time_or_on_who_asks_is_nobody_s_to_keep()
    {
        foreach (var (filter, isLasting) in ((string, bool)[])
            [("status:open", true), ("word", true), ("created:2026-01", true), ("assignee:me", false), ("is:mine", false), ("updated:<7d", false), ("created:today", false), ("assignee:nobody", false)])
        {
            var reply = (await Api.GetAsync($"/api/stories?filter={Uri.EscapeDataString(filter)}")).ShouldBe(200);
            (reply.ETag is not null).ShouldBe(isLasting, filter);
            (await Api.SendAsync(HttpMethod.Get, $"/api/stories?filter={Uri.EscapeDataString(filter)}", null, ("If-None-Match", reply.ETag ?? "\"x\""))).ShouldBe(isLasting ? 304 : 200);
        }
    }

    [Fact]
    public async Task A_deleted_project_leaves_nothing_in_the_index()
    {
        var other = (await Api.CreateProjectAsync("GONE", "Gone")).Id;
        await Api.PostAsync("/api/stories", $$"""{"projectId":"{{other}}","title":"Soon gone"}""");
        (await Api.PatchAsync($"/api/projects/{other}", """{"isArchived":true}""")).ShouldBe(200);
        (await Api.DeleteAsync($"/api/projects/{other}?confirm=GONE")).ShouldBe(204);

        await Until.TrueAsync("the index is empty", async () => await _server.AskAsync<long>("SELECT (SELECT count(*) FROM story_search) + (SELECT count(*) FROM search_words) + (SELECT count(*) FROM deleted_projects)") == 0);
    }

    async Task<int[]> CountsAsync(params string[] filters) =>
        [.. (await Api.GetAsync($"/api/stories/count?{string.Join('&', filters.Select(f => $"filter={Uri.EscapeDataString(f)}"))}")).ShouldBe(200)["counts"]!.AsArray().Select(c => (int)c!["count"]!)];
}

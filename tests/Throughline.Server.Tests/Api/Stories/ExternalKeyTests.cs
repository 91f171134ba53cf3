using Dapper;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Tables;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>What a story is called where it came from: told, found by, and a project's own once.</summary>
public sealed class ExternalKeyTests : IAsyncLifetime
{
    TestServer _server = null!;

    ApiClient Api => _server.Api;

    [Fact]
    public async Task It_is_told_wherever_the_story_is_shown()
    {
        var story = await Api.CreateStoryAsync("From elsewhere", """
            "externalKey":"XD-1 ö"
            """);
        var other = await Api.CreateStoryAsync("From here");

        ((string?)story["externalKey"]).ShouldBe("XD-1 ö");
        ((string?)(await Api.StoryAsync(story.Id))["externalKey"]).ShouldBe("XD-1 ö");
        (await Api.StoryAsync(other.Id)).Json.AsObject().ContainsKey("externalKey").ShouldBeTrue();
        (await Api.StoryAsync(other.Id))["externalKey"].ShouldBeNull();
        (await FindAsync("XD-1 ö")).ShouldBe([story.Id]);
        (await FindAsync("xd-1 ö")).ShouldBeEmpty();
        (await FindAsync("XD-2")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\\nlines")]
    [InlineData("200")]
    public async Task It_is_one_line_of_up_to_200_characters(string key)
    {
        if (key == "200")
        {
            await Api.CreateStoryAsync("Just so", $"\"externalKey\":\"{new string('k', 200)}\"");
            key = new string('k', 201);
        }
        (await Api.PostAsync("/api/stories", $$"""{"title":"A story","externalKey":"{{key}}"}""")).ShouldBeProblem(400, "invalid-input", "externalKey");
        (await Api.GetAsync($"/api/stories?externalKey={Uri.EscapeDataString(key.Replace("\\n", "\n"))}")).ShouldBeProblem(400, "invalid-input", "externalKey");
        (await Api.PostAsync("/api/stories", """{"title":"A story","externalKey":null}""")).ShouldBeProblem(400, "invalid-input", "externalKey");
    }

    [Fact]
    public async Task Another_story_of_the_project_can_not_have_it_but_one_of_another_project_can()
    {
        var story = await Api.CreateStoryAsync("First", "\"externalKey\":\"XD-1\"");
        var before = await _server.FootprintAsync();
        (await Api.PostAsync("/api/stories", """{"title":"Second","externalKey":"XD-1"}""")).ShouldBeProblem(409, "external-key-taken");
        (await _server.FootprintAsync()).ShouldBe(before);

        var other = await Api.CreateProjectAsync("OPS");
        (await Api.PostAsync("/api/stories", $$"""{"title":"Elsewhere","projectId":"{{other.Id}}","externalKey":"XD-1"}""")).ShouldBe(201);

        // It is free again with the story.
        (await Api.DeleteAsync($"/api/stories/{story.Id}")).ShouldBe(204);
        (await Api.PostAsync("/api/stories", $$"""{"title":"Second","projectId":"{{story["projectId"]}}","externalKey":"XD-1"}""")).ShouldBe(201);
    }

    [Fact]
    public async Task Of_two_in_one_commit_one_has_it()
    {
        var project = new ProjectId(Guid.Parse((string)(await Api.GetAsync("/api/projects")).Json["items"]![0]!["id"]!));
        var before = await JournalAsync();
        Task<Outcome<int>>[] changes;
        await using (await WriterLock.HoldAsync(_server))
        {
            // The first is alone in its commit, which waits; the others wait for theirs together.
            var first = CommitAsync(project, "Before", null);
            await _server.WriterWaitsAsync();
            changes = [first, CommitAsync(project, "One", "XD-1"), CommitAsync(project, "Two", "XD-1"), CommitAsync(project, "Three", "XD-2")];
        }
        var outcomes = await Task.WhenAll(changes);

        outcomes.Select(o => o.Refusal?.Code).ShouldBe([null, null, "external-key-taken", null]);
        (await _server.AskAsync<long>($"SELECT count(DISTINCT at) FROM journal WHERE position > {before + 1}")).ShouldBe(1, "they are in one commit");
        (await _server.AskAsync<string>("SELECT title FROM stories WHERE external_key = 'XD-1'")).ShouldBe("One");
    }

    [Fact]
    public async Task Of_many_on_two_nodes_one_has_it()
    {
        var other = await _server.AddNodeAsync();
        for (var round = 0; round < 5; round++)
        {
            var body = $$"""{"title":"Story","externalKey":"R-{{round}}"}""";
            var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? Api : other.Api).PostAsync("/api/stories", body)));
            replies.Count(r => r.Status == 201).ShouldBe(1);
            replies.Where(r => r.Status != 201).ToList().ForEach(r => r.ShouldBeProblem(409, "external-key-taken"));
        }
        (await _server.AskAsync<long>("SELECT count(*) FROM stories WHERE external_key LIKE 'R-%'")).ShouldBe(5);
        _server.Node.Log.Lines.Concat(other.Log.Lines).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_stories_than_are_sent_as_arrays_keep_theirs_too()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? $$"""{"title":"{{i}}","externalKey":"B-{{i}}"}""" : $$"""{"title":"{{i}}"}"""));
        (await Api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"))).ShouldBe(200);
        (await _server.AskAsync<long>("SELECT count(*) FROM stories WHERE external_key = 'B-' || title")).ShouldBe(1000);
        (await _server.AskAsync<long>("SELECT count(*) FROM stories WHERE external_key IS NULL")).ShouldBe(1000);
    }

    [Fact]
    public async Task It_is_looked_up_by_its_index()
    {
        var sql = StoryRows.IdsByExternalKey.Replace("unnest($3, $4)", "unnest(ARRAY [gen_random_uuid()], ARRAY ['XD-1'])", StringComparison.Ordinal);
        await using var connection = await _server.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("SET enable_seqscan = off");
        var plan = await connection.QueryAsync<string>($"EXPLAIN {sql}");
        string.Join('\n', plan).ShouldContain("stories_external_key");
    }

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await Api.CreateProjectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task<long> JournalAsync() => _server.AskAsync<long>("SELECT max(position) FROM journal");

    Task<Outcome<int>> CommitAsync(ProjectId project, string title, string? key)
    {
        var story = new CreateStory(StoryId.New(NodaTime.Instant.FromUnixTimeSeconds(1)), project, title, "", Status.Open, Priority.None, LabelSet.Empty, null, [], key);
        return _server.Node.Get<Sequencer>().CommitAsync(new Change<int>(
            need =>
            {
                need.Project(project);
                if (key is not null)
                    need.ExternalKey(project, key);
            },
            state => story.Decide(state.Projects.Find(project), key is null ? null : state.ExternalKeys.Find(project, key)),
            _ => 0)
        {
            By = Actor.Program,
        });
    }

    async Task<List<string>> FindAsync(string key) =>
        [.. (await Api.GetAsync($"/api/stories?externalKey={Uri.EscapeDataString(key)}")).ShouldBe(200)["items"]!.AsArray().Select(s => (string)s!["id"]!)];
}

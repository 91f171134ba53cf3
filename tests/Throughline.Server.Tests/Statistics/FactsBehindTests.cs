using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary><c>GET /api/statistics/facts</c>: exactly the facts that a bucket is the sum of.</summary>
public sealed class FactsBehindTests
{
    static readonly string[] Asked = ["stories.completed", "stories.created"];

    [Fact]
    public async Task The_facts_of_a_bucket_are_those_that_its_numbers_count_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        var (mine, other) = ((await api.CreateProjectAsync("MINE")).Id, (await api.CreateProjectAsync("OTHER")).Id);
        var before = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 7; i++)
        {
            var story = await api.CreateStoryAsync($"Story {i}", $"\"projectId\":\"{mine}\"");
            await api.CreateStoryAsync($"Foreign {i}", $"\"projectId\":\"{other}\"");
            if (i % 2 == 0)
                (await api.PatchAsync($"/api/stories/{story.Id}", """{"status":"Done"}""")).ShouldBe(200);
            (await api.PatchAsync($"/api/stories/{story.Id}", $$"""{"title":"Renamed {{i}}"}""")).ShouldBe(200);
        }
        var range = $"from={before}&to=2100-01-01T00:00:00Z";
        await Following.ReachedAsync(server.Database.DataSource, await server.AskAsync<long>("SELECT max(position) FROM journal"));
        var counted = (await api.GetAsync($"/api/statistics?resolution=year&series=stories.completed,stories.created&projectId={mine}")).ShouldBe(200)["buckets"]!.AsArray()[^1]!["counts"]!.AsArray();

        var facts = await AllAsync(api, $"{range}&projectId={mine}&series=stories.completed,stories.created", limit: 3);
        facts.Select(f => (string)f["type"]!).Where(t => t == "story.created").Count().ShouldBe(7);
        Asked.Select(s => facts.Sum(f => f["effects"]!.AsArray().Where(e => (string)e!["series"]! == s).Sum(e => (long)e!["count"]!)))
            .Order().ShouldBe(counted.Select(c => (long)c!).Order());
        facts.Select(f => (long)f["position"]!).ShouldBe(facts.Select(f => (long)f["position"]!).Distinct().Order());
        facts.ShouldAllBe(f => ((string)f["story"]!["key"]!).StartsWith("MINE-", StringComparison.Ordinal) && ((string)f["story"]!["title"]!).StartsWith("Renamed", StringComparison.Ordinal));

        // All that they see, together; and of a stretch in which nothing happened, nothing.
        (await AllAsync(api, $"{range}&series=stories.created", limit: 50)).Count.ShouldBe(14);
        (await AllAsync(api, $"from=2020-01-01T00:00:00Z&to={before}&series=stories.created", limit: 50)).ShouldBeEmpty();
        (await AllAsync(api, "from=2100-01-01T00:00:00Z&to=2100-01-01T00:01:00Z", limit: 50)).ShouldBeEmpty();

        // A task is told with its story.
        var worked = await api.CreateStoryAsync("Worked", $"\"projectId\":\"{mine}\",\"tasks\":[{{\"title\":\"A task\"}}]");
        var task = (await AllAsync(api, $"{range}&projectId={mine}&series=tasks.created", limit: 50)).ShouldHaveSingleItem();
        ((string)task["task"]!["title"]!, (string)task["story"]!["id"]!).ShouldBe(("A task", worked.Id));

        (await api.GetAsync("/api/statistics/facts")).ShouldBeProblem(400, "invalid-input", "from", "to");
        (await api.GetAsync($"/api/statistics/facts?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z&series=none")).ShouldBeProblem(400, "invalid-input", "from", "series");
        (await api.GetAsync($"/api/statistics/facts?{range}&cursor=AA")).ShouldBeProblem(400, "invalid-input", "cursor");
    }

    static async Task<List<JsonNode>> AllAsync(ApiClient api, string query, int limit)
    {
        var (facts, cursor) = (new List<JsonNode>(), (string?)null);
        do
        {
            var page = (await api.GetAsync($"/api/statistics/facts?{query}&limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}")).ShouldBe(200);
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(limit);
            facts.AddRange(page["items"]!.AsArray().Select(f => f!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return facts;
    }
}

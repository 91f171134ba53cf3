using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Search;

/// <summary>What the database finds is what a filter means, whatever the filter.</summary>
public sealed class FilterTests(SearchedStories searched) : IClassFixture<SearchedStories>
{
    static readonly string[] Orders = ["created", "-created", "updated", "-updated", "priority", "-priority", "title", "-title", "rank"];

    BruteForce Judge => new("TL", InstanceOwner.Id, NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
        new Dictionary<string, UserId>(StringComparer.Ordinal) { ["mira"] = searched.People[1], ["ERIK@example.com"] = searched.People[2], ["The Owner"] = InstanceOwner.Id });

    [Fact]
    public async Task What_is_found_is_what_one_by_one_fits()
    {
        await AssignAsync();
        var random = new Random(20261121);
        var (judge, hits) = (Judge, 0);
        for (var i = 0; i < 400; i++)
        {
            var text = SomeFilter(random);
            var parsed = FilterParser.Parse(text);
            parsed.Errors.ShouldBeEmpty(text);
            var expected = searched.Stories.Where(s => judge.Takes(parsed.Filter, s)).OrderByDescending(s => s.Number).Select(s => s.Id).ToList();

            var reply = (await searched.Server.Api.GetAsync(Path("/api/stories", text) + "&limit=500")).ShouldBe(200);

            reply["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(expected, text);
            if (i % 8 == 0)
                ((int)(await searched.Server.Api.GetAsync(Path("/api/stories/count", text))).ShouldBe(200)["counts"]![0]!["count"]!).ShouldBe(expected.Count, text);
            hits += expected.Count is > 0 and < 160 ? 1 : 0;
        }
        // Filters that take all or nothing would prove nothing.
        hits.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Every_order_gives_each_once_page_by_page_under_a_filter()
    {
        await AssignAsync();
        var random = new Random(3);
        var judge = Judge;
        foreach (var order in Orders)
            for (var i = 0; i < 4; i++)
            {
                var text = i switch { 0 => "log", 1 => "12", 2 => $"{SearchedStories.Any(random, SearchedStories.Words)} status:open,done", _ => "-label:ui tasks:>0" };
                var filter = FilterParser.Parse(text).Filter;
                var pages = await searched.Server.Api.PagesAsync($"{Path("/api/stories", $"{text} sort:{order}")}&limit=7");

                var found = pages.SelectMany(p => p).Select(s => new StoryFact(s)).ToList();
                found.Select(s => s.Id).ShouldBe(Sorted(searched.Stories.Where(s => judge.Takes(filter, s)), order, s => judge.Rank(filter, s)).Select(s => s.Id), $"{text} sort:{order}");
                pages.SkipLast(1).ShouldAllBe(p => p.Count == 7);
            }
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_place()
    {
        var reply = (await searched.Server.Api.GetAsync(Path("/api/stories", "status:open updated:<7x"))).ShouldBeProblem(400, "invalid-filter", "filter");

        var error = reply["filterErrors"]![0]!;
        ((int)error["offset"]!, (int)error["length"]!).ShouldBe((20, 3));
        ((string)error["message"]!).ShouldContain("7x is not a span");
        error["expected"]!.AsArray().ShouldNotBeEmpty();
        (await searched.Server.Api.GetAsync(Path("/api/stories/count", "status:opened"))).ShouldBeProblem(400, "invalid-filter", "filter");
        (await searched.Server.Api.GetAsync(Path("/api/stories", "today") + "&zone=Nowhere")).ShouldBeProblem(400, "invalid-input", "zone");
    }

    [Fact]
    public async Task Nothing_that_is_written_becomes_sql()
    {
        var before = await searched.Server.FootprintAsync();
        string[] evil = ["'; DROP TABLE stories; --", "') OR true --", "\\'", "a' | 'b", "!x & (y", "a:*", "'a':1A", "$1", "@f0", "@fproject", "{0}", "x<->y", "\"", "\\", "%", "_", "''", "\u0001x"];
        foreach (var text in evil)
            foreach (var field in (string[])["", "title:", "label:", "assignee:", "external:", "status:", "priority:", "key:", "tasks:", "created:", "is:", "has:", "sort:", "-label:"])
                foreach (var written in (string[])[field + text, $"{field}\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\""])
                {
                    (await searched.Server.Api.GetAsync(Path("/api/stories", written))).Status.ShouldBeOneOf(200, 400);
                    (await searched.Server.Api.GetAsync(Path("/api/stories/filter", written))).ShouldBe(200);
                }
        foreach (var text in evil)
            foreach (var field in (string[])["label", "assignee", "status"])
                (await searched.Server.Api.GetAsync($"/api/stories/completions?projectId={searched.Project}&field={field}&text={Uri.EscapeDataString(text)}")).Status.ShouldBeOneOf(200, 400);
        (await searched.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Words_say_where_they_stand_and_nothing_else_does()
    {
        var items = (await searched.Server.Api.GetAsync(Path("/api/stories", "deja sort:rank") + "&limit=500"))["items"]!.AsArray();

        items.ShouldNotBeEmpty();
        foreach (var item in items)
        {
            var places = ((string[])["title", "description"]).SelectMany(m => item!["matches"]![m]!.AsArray().Select(p => ((string)item[m]!).Substring((int)p!["offset"]!, (int)p["length"]!))).ToList();
            places.ShouldNotBeEmpty();
            places.ShouldAllBe(p => p == "Déjà");
        }
        (await searched.Server.Api.GetAsync(Path("/api/stories", "status:open")))["items"]![0]!["matches"].ShouldBeNull();
    }

    static string Path(SearchedStories searched, string path, string filter) => $"{path}?projectId={searched.Project}&filter={Uri.EscapeDataString(filter)}";

    string Path(string path, string filter) => Path(searched, path, filter);

    // Once for all tests: who asks first does it.
    async Task AssignAsync()
    {
        if (searched.Stories.Any(s => s.Text("assigneeId").Length > 0))
            return;
        foreach (var story in searched.Stories.Where(s => s.Number % 4 != 0).Take(60).ToList())
            (await searched.Server.Api.PatchAsync($"/api/stories/{story.Id}", $$"""{"assigneeId":"{{searched.People[story.Number % 3]}}"}""")).ShouldBe(200);
        searched.Stories.Clear();
        searched.Stories.AddRange((await searched.Server.Api.GetAsync($"/api/stories?projectId={searched.Project}&limit=500&sort=created"))["items"]!.AsArray().Select(s => new StoryFact(s!)));
    }

    static string SomeFilter(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(4) == 0 ? "-" : "") + SomeClause(random)));

    static string SomeClause(Random random)
    {
        string Several(params string[] values) => string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => SearchedStories.Any(random, values)));
        string[] words = ["login", "lo", "log", "SLOW", "åsa", "as", "日", "日本", "1", "12", "TL-12", "tl-1", "it's", "c", "pag-ing", "pag-i", "deja", "🚀", "expor"];
        string[] phrases = ["\"log slow\"", "\"log\"", "\"asa asa\"", "\"日本\"", "\"pag ing\"", "\"12 log\"", "\"lo\"", "\"export it's\""];
        string[] labels = ["api", "UI", "\"won't fix\"", "\"a,b\"", "none", "\"none\"", "\"say \\\"hi\\\"\"", @"back\slash", "nobody-has-this"];
        string[] numbers = ["1", "<12", ">=100", "10..20", "150..", "..3", "<=2", ">3", "0"];
        string[] dates = ["<7d", ">30d", "2026-01", "2025..2026-02", "today", ">=2026-06", "<2026-03-01", "30d..10d", "<=2026", ">2026-10", "..90d", "yesterday", "<100h"];
        return random.Next(15) switch
        {
            0 or 1 => SearchedStories.Any(random, words),
            2 => SearchedStories.Any(random, phrases),
            3 => "title:" + SearchedStories.Any(random, words),
            4 => "status:" + Several("open", "in-progress", "done"),
            5 or 6 => "label:" + Several(labels),
            7 => "assignee:" + Several("me", "none", "mira", "ERIK@example.com", "nobody", "\"The Owner\"", UserId.LocalName),
            8 => "priority:" + Several("none", "low", "high", ">=medium", "<high", "low..high", "urgent"),
            9 => "created:" + Several(dates),
            10 => "updated:" + Several(dates),
            11 => "key:" + Several([.. numbers, "TL-7", "OTHER-3", "TL-1..9"]),
            12 => "tasks:" + Several(numbers),
            13 => "is:" + Several([.. FilterWords.Is]),
            _ => random.Next(2) == 0 ? "has:" + Several([.. FilterWords.Has]) : "external:" + Several("X-0", "X-15", "x-0", "\"X-20\""),
        };
    }

    static IEnumerable<StoryFact> Sorted(IEnumerable<StoryFact> stories, string order, Func<StoryFact, int> rank)
    {
        var all = stories.ToList();
        var sorted = order.TrimStart('-') switch
        {
            "updated" => all.OrderBy(s => s.At("updatedAt")).ThenBy(s => s.Number),
            "priority" => all.OrderBy(s => Words.Priorities.ToList().IndexOf(s.Text("priority"))).ThenBy(s => s.Number),
            "title" => all.OrderBy(s => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(s.Title)), StringComparer.Ordinal).ThenBy(s => s.Number),
            "rank" => all.OrderBy(rank).ThenBy(s => s.Number),
            _ => all.OrderBy(s => s.Number),
        };
        return order[0] == '-' || order == "rank" ? sorted.Reverse() : sorted;
    }
}

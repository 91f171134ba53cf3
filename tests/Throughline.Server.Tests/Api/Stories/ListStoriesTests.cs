using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class ListStoriesTests(ListedStories listed) : IClassFixture<ListedStories>
{
    public static TheoryData<string, int> SortsAndPages =>
        new MatrixTheoryData<string, int>(["created", "-created", "updated", "-updated", "priority", "-priority", "title", "-title", "status", "-status", "assignee", "-assignee"], [1, 7, 500]);

    [Theory]
    [MemberData(nameof(SortsAndPages))]
    public async Task Every_order_gives_every_story_once_page_by_page(string sort, int limit)
    {
        var pages = await listed.Server.Api.PagesAsync($"/api/stories?sort={sort}&limit={limit}");

        pages.SkipLast(1).ShouldAllBe(p => p.Count == limit);
        pages.SelectMany(p => p).Select(s => (string)s["id"]!).ShouldBe(Sorted(sort).Select(s => (string)s["id"]!));
    }

    [Theory]
    [InlineData("created")]
    [InlineData("-priority")]
    [InlineData("-assignee")]
    public async Task From_the_end_and_from_anywhere_in_it_the_list_is_the_same(string sort)
    {
        var api = listed.Server.Api;
        var all = Sorted(sort).Select(s => (string)s["id"]!).ToList();
        var found = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = (await api.GetAsync($"/api/stories?sort={sort}&limit=9&backward=true{cursor}")).ShouldBe(200);
            found.InsertRange(0, page["items"]!.AsArray().Select(s => (string)s!["id"]!));
            cursor = (string?)page["previousCursor"] is { } previous ? $"&cursor={previous}" : null;
        }
        found.ShouldBe(all);

        var middle = (await api.GetAsync($"/api/stories?sort={sort}&limit=5&offset=30")).ShouldBe(200);
        middle["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(all.Skip(30).Take(5));
        var before = (await api.GetAsync($"/api/stories?sort={sort}&limit=5&backward=true&cursor={middle["previousCursor"]}")).ShouldBe(200);
        before["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(all.Skip(25).Take(5));
        var after = (await api.GetAsync($"/api/stories?sort={sort}&limit=5&cursor={middle["nextCursor"]}")).ShouldBe(200);
        after["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(all.Skip(35).Take(5));
    }

    [Fact]
    public async Task Groups_are_counted_and_each_is_what_the_list_takes()
    {
        var api = listed.Server.Api;
        foreach (var (group, parameter, none) in ((string, string, string)[])[("status", "status", ""), ("assignee", "assignee", "none"), ("label", "label", "")])
        {
            var counts = (await api.GetAsync($"/api/stories/groups?group={group}")).ShouldBe(200);
            ((int)counts["total"]!).ShouldBe(listed.Stories.Count);
            var groups = counts["groups"]!.AsArray();
            groups.Sum(g => (int)g!["count"]!).ShouldBe(listed.Stories.Count);
            groups.Count.ShouldBe(group == "status" ? 3 : 2);
            foreach (var one in groups)
            {
                var filter = $"{parameter}={Uri.EscapeDataString((string?)one!["value"] ?? none)}";
                (await api.GetAsync($"/api/stories?limit=500&{filter}"))["items"]!.AsArray().Count.ShouldBe((int)one["count"]!, filter);
                ((int)(await api.GetAsync($"/api/stories/groups?{filter}"))["total"]!).ShouldBe((int)one["count"]!, filter);
            }
        }
        (await api.GetAsync("/api/stories/groups?group=title")).ShouldBeProblem(400, "invalid-input", "group");
    }

    [Theory]
    [InlineData("text=100%25", "100% sure")]
    [InlineData("text=%25", "100% sure")]
    [InlineData("text=_", "snake_case")]
    [InlineData("text=%5C", "back\\slash")]
    [InlineData("text=%C3%96L%20%C3%85R", "Öl år")]
    [InlineData("text=%D0%96%D0%AF", "жя cyrillic")]
    [InlineData("text=deep%20inside", "Found by its description")]
    [InlineData("text=%27%20OR%20true--")]
    [InlineData("text=%F0%9F%9A%80", "🚀 rocket")]
    public async Task Text_is_found_as_it_is_in_any_case_and_nothing_else(string query, params string[] titles)
    {
        var found = (await listed.Server.Api.PagesAsync($"/api/stories?{query}&sort=created")).SelectMany(p => p);

        found.Select(s => (string)s["title"]!).ShouldBe(titles);
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("In Progress")]
    [InlineData("Done")]
    public async Task A_status_takes_the_stories_that_have_it(string status)
    {
        var found = (await listed.Server.Api.PagesAsync($"/api/stories?status={status}&sort=created&limit=5")).SelectMany(p => p).ToList();

        found.Select(s => (string)s["id"]!).ShouldBe(Sorted("created").Where(s => (string?)s["status"] == status).Select(s => (string)s["id"]!));
        found.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_words_the_newest_50_come_first()
    {
        var page = (await listed.Server.Api.GetAsync("/api/stories")).ShouldBe(200);

        page["items"]!.AsArray().Select(s => (string)s!["id"]!).ShouldBe(Sorted("-created").Take(50).Select(s => (string)s["id"]!));
        page["nextCursor"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("sort=size", "sort")]
    [InlineData("sort=", "sort")]
    [InlineData("status=open", "status")]
    [InlineData("status=", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1e2", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("projectId=TL", "projectId")]
    [InlineData("projectId=00000000-0000-0000-0000-000000000000", "projectId")]
    [InlineData("text=a%00b", "text")]
    [InlineData("offset=-1", "offset")]
    [InlineData("offset=1000001", "offset")]
    [InlineData("assignee=me", "assignee")]
    [InlineData("label=a%0Ab", "label")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=garbage!", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=_w_w", "cursor")]
    public async Task A_bad_question_is_refused_at_its_parameter(string query, string field) =>
        (await listed.Server.Api.GetAsync($"/api/stories?{query}")).ShouldBeProblem(400, "invalid-input", field);

    [Fact]
    public async Task A_text_longer_than_200_characters_is_refused() =>
        (await listed.Server.Api.GetAsync($"/api/stories?text={new string('x', 201)}")).ShouldBeProblem(400, "invalid-input", "text");

    [Fact]
    public async Task A_cursor_is_good_only_for_the_order_it_was_made_for()
    {
        var api = listed.Server.Api;
        foreach (var sort in (string[])["created", "-created", "updated", "priority", "title"])
        {
            var cursor = (string)(await api.GetAsync($"/api/stories?limit=1&sort={sort}"))["nextCursor"]!;
            foreach (var other in (string[])["created", "-updated", "-priority", "-title", "title"])
                if (other != sort)
                    (await api.GetAsync($"/api/stories?sort={other}&cursor={cursor}")).ShouldBeProblem(400, "invalid-input", "cursor");
            (await api.GetAsync($"/api/tasks?sort=created&cursor={cursor}")).Status.ShouldBe(400);
        }
    }

    IEnumerable<JsonNode> Sorted(string sort)
    {
        var down = sort[0] == '-';
        var sorted = sort.TrimStart('-') switch
        {
            "updated" => listed.Stories.OrderBy(s => (string)s["updatedAt"]!, MomentOrder).ThenBy(Number),
            "priority" => listed.Stories.OrderBy(s => Array.IndexOf(["None", "Low", "Medium", "High", "Urgent"], (string)s["priority"]!)).ThenBy(Number),
            // By code point, as the database does: UTF-8's bytes have that order, UTF-16's units do not.
            "title" => listed.Stories.OrderBy(s => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes((string)s["title"]!)), StringComparer.Ordinal).ThenBy(Number),
            "status" => listed.Stories.OrderBy(s => Array.IndexOf(["Open", "In Progress", "Done"], (string)s["status"]!)).ThenBy(Number),
            // Nobody's come after everybody's.
            "assignee" => listed.Stories.OrderBy(s => (string?)s["assigneeId"] ?? "g", StringComparer.Ordinal).ThenBy(Number),
            _ => listed.Stories.OrderBy(Number),
        };
        return down ? sorted.Reverse() : sorted;
    }

    static Comparer<string> MomentOrder { get; } = Comparer<string>.Create((a, b) => Moment(a).CompareTo(Moment(b)));

    static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static int Number(JsonNode story) => int.Parse(((string)story["key"]!).Split('-')[1]);
}

/// <summary>Some 70 stories of all kinds, which no test changes.</summary>
public sealed class ListedStories : SharedServer
{
    public List<JsonNode> Stories { get; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var api = Server.Api;
        await api.CreateProjectAsync();
        string[] titles = ["100% sure", "snake_case", "back\\slash", "Öl år", "жя cyrillic", "🚀 rocket", "\uff21 wide", "same", "same", "same", "Same", "10", "9"];
        foreach (var title in titles)
            await api.CreateStoryAsync(title);
        await api.CreateStoryAsync("Found by its description", "\"description\":\"It is DEEP inside.\"");
        for (var i = 0; i < 56; i++)
            await api.CreateStoryAsync($"Story {i % 20}", $$"""
                "priority":"{{((string[])["None", "Low", "Medium", "High", "Urgent"])[i % 5]}}","status":"{{((string[])["Open", "In Progress", "Done"])[i % 3]}}"
                {{(i % 4 == 0 ? $",\"assigneeId\":\"{InstanceOwner.Id}\"" : "")}}
                """);
        foreach (var story in await AllAsync())
            if ((int.Parse(((string)story["key"]!).Split('-')[1]) * 7 % 3) == 1)
                (await api.PatchAsync($"/api/stories/{story["id"]}", """{"labels":["touched"]}""")).ShouldBe(200);
        Stories.AddRange(await AllAsync());
    }

    async Task<List<JsonNode>> AllAsync() => [.. (await Server.Api.GetAsync("/api/stories?limit=500"))["items"]!.AsArray().Select(s => s!)];
}

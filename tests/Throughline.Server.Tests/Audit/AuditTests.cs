using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary><c>GET /api/audit</c>: who did what, by what, to what; for those who may know.</summary>
public sealed class AuditTests(CastServer shared) : IClassFixture<CastServer>
{
    TestServer Server => shared.Server;

    [Fact]
    public async Task An_entry_says_who_by_what_what_before_and_after()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var owner = cast.As(Part.Owner);
        await owner.PatchAsync($"/api/projects/{cast.Project}/members/{cast[Part.Worker].Id}", """{"role":"Member"}""");
        await owner.PatchAsync($"/api/stories/{cast.Story}", $$"""{"title":"Another title","assigneeId":"{{cast[Part.Member].Id}}"}""");
        await server.Node.WriteUsesAsync();

        using var admin = cast.As(Part.Administrator);
        var entries = await admin.AuditAsync($"?projectId={cast.Project}&limit=2");
        var (story, member) = (entries[0], entries[1]);
        ((string?)member["type"]).ShouldBe("member.edited");
        ((string?)member["project"]!["key"]).ShouldBe("OURS");
        ((string?)member["actor"]!["name"]).ShouldBe("the-owner");
        ((string?)member["subject"]!["name"]).ShouldBe("the-worker");
        ((string?)member["subject"]!["kind"]).ShouldBe("user");
        member["changes"]!.ToJsonString().ShouldBe("""{"role":{"old":"Worker","new":"Member"}}""");
        ((string?)member["credential"]!["id"]).ShouldBe(cast[Part.Owner].TokenId.ToString());
        ((string?)member["credential"]!["kind"]).ShouldBe("token");
        ((string?)member["credential"]!["name"]).ShouldBe("A token");
        ((string?)member["credential"]!["address"]).ShouldBe("127.0.0.1");
        ((string?)story["subject"]!["key"]).ShouldBe("OURS-1");
        ((string?)story["subject"]!["name"]).ShouldBe("Another title");
        ((string?)story["changes"]!["title"]!["old"]).ShouldBe("A story");
        ((string?)story["names"]![cast[Part.Member].Id.ToString()]).ShouldBe("the-member");
    }

    [Fact]
    public async Task Owners_see_what_happened_in_their_projects_and_nobody_elses_addresses()
    {
        var (cast, story) = await WithStoryAsync();
        using var member = cast.As(Part.Member);
        await member.PatchAsync($"/api/stories/{story}", """{"priority":"High"}""");
        await Server.Node.WriteUsesAsync();
        using var owner = cast.As(Part.Owner);

        var all = await owner.AuditAsync("?limit=500");
        all.Select(e => (string?)e["project"]?["key"]).Distinct().Order(StringComparer.Ordinal).ShouldBe([null, "OURS"]);
        // Without a project: what is about them alone.
        all.Where(e => e["project"] is null).ShouldAllBe(e => ((string)e["type"]!).StartsWith("token.", StringComparison.Ordinal) || (string?)e["subject"]!["id"] == cast[Part.Owner].Id.ToString());
        all.ShouldContain(e => (string)e["type"]! == "token.created");
        all.ShouldNotContain(e => (string)e["type"]! == "user.created");
        var edited = all.First(e => (string)e["type"]! == "story.edited");
        ((string?)edited["credential"]!["name"]).ShouldBe("A token");
        edited["credential"]!["address"].ShouldBeNull();
    }

    [Fact]
    public async Task Those_who_own_nothing_see_what_concerns_them_alone()
    {
        var (cast, _) = await WithStoryAsync();
        using var viewer = cast.As(Part.Viewer);
        using var stranger = cast.As(Part.Stranger);
        (await viewer.GetAsync($"/api/audit?projectId={cast.Project}")).ShouldBeProblem(403, "forbidden");
        (await stranger.GetAsync($"/api/audit?projectId={cast.Project}")).ShouldBeProblem(404, "not-found");

        var mine = await viewer.AuditAsync("?limit=500");
        mine.Length.ShouldBeGreaterThan(3);
        mine.ShouldAllBe(e => e["project"] == null);
        mine.Where(e => !((string)e["type"]!).StartsWith("token.", StringComparison.Ordinal)).ShouldAllBe(e => (string?)e["subject"]!["id"] == cast[Part.Viewer].Id.ToString());
        var tokens = mine.Where(e => (string)e["type"]! == "token.created").ToList();
        tokens.Count.ShouldBe(5);
        tokens.ShouldAllBe(e => (string?)e["changes"]!["userId"]!["new"] == cast[Part.Viewer].Id.ToString());
        (await stranger.AuditAsync("?limit=500")).ShouldAllBe(e => e["project"] == null || (string?)e["project"]!["key"] == "THEIRS");
    }

    [Fact]
    public async Task Filters_narrow_and_pages_go_on()
    {
        var (cast, story) = await WithStoryAsync();
        using var member = cast.As(Part.Member);
        using var owner = cast.As(Part.Owner);
        var begin = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        foreach (var priority in new[] { "High", "Low", "Urgent" })
            await member.PatchAsync($"/api/stories/{story}", $$"""{"priority":"{{priority}}"}""");
        await owner.PatchAsync($"/api/stories/{story}", """{"title":"Once more"}""");
        var key = (string)(await owner.StoryAsync(story))["key"]!;

        (await owner.AuditAsync($"?thing={key}")).Length.ShouldBe(5);
        (await owner.AuditAsync($"?thing={story}")).Length.ShouldBe(5);
        (await owner.AuditAsync($"?thing={key}&person={cast[Part.Member].Id}")).Length.ShouldBe(3);
        (await owner.AuditAsync($"?thing={key}&credential={cast[Part.Member].TokenId}&types=story.edited")).Length.ShouldBe(3);
        (await owner.AuditAsync($"?thing={key}&types=task.*,story.created")).Single()["type"]!.ToString().ShouldBe("story.created");
        (await owner.AuditAsync($"?thing={key}&from={Wire(begin)}")).Length.ShouldBe(5);
        (await owner.AuditAsync($"?thing={key}&to={Wire(begin)}")).ShouldBeEmpty();
        (await owner.AuditAsync($"?thing={key}&from={Wire(TimeProvider.System.GetUtcNow().AddHours(1))}")).ShouldBeEmpty();
        var positions = (await owner.AuditAsync($"?thing={key}")).Select(e => (long)e["position"]!).ToList();
        positions.ShouldBe(positions.OrderDescending());
        (await owner.AuditAsync($"?thing={key}&after={positions[2]}")).Length.ShouldBe(2);

        var paged = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await owner.GetAsync($"/api/audit?thing={key}&limit=2{cursor}")).ShouldBe(200);
            paged.AddRange(page["items"]!.AsArray().Select(e => (long)e!["position"]!));
            cursor = page["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }
        paged.ShouldBe(positions);
    }

    [Fact]
    public async Task A_moment_is_found_to_the_fact()
    {
        var (cast, story) = await WithStoryAsync();
        using var owner = cast.As(Part.Owner);
        foreach (var priority in new[] { "High", "Low", "Urgent" })
            await owner.PatchAsync($"/api/stories/{story}", $$"""{"priority":"{{priority}}"}""");
        var all = await owner.AuditAsync($"?projectId={cast.Project}&limit=500");
        var at = (string)all[1]["at"]!;
        // From it on: it and what came later; before it: all others. What was committed together has the same moment.
        var since = (await owner.AuditAsync($"?projectId={cast.Project}&limit=500&from={at}")).Length;
        var before = (await owner.AuditAsync($"?projectId={cast.Project}&limit=500&to={at}")).Length;
        since.ShouldBe(all.Count(e => string.CompareOrdinal((string)e["at"]!, at) >= 0 || (string)e["at"]! == at));
        (since + before).ShouldBe(all.Length);
        since.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("person=nobody", "person")]
    [InlineData("credential=1", "credential")]
    [InlineData("types=thing.unheard", "types")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=0000-01-01T00:00:00Z", "to")]
    [InlineData("after=-1", "after")]
    [InlineData("thing=NONE-1", "thing")]
    [InlineData("thing=%00", "thing")]
    [InlineData("thing=TL-99999999999", "thing")]
    [InlineData("limit=501", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("projectId=x", "projectId")]
    public async Task What_can_not_be_asked_is_told_by_its_name(string query, string field) =>
        (await Server.Api.GetAsync($"/api/audit?{query}")).ShouldBeProblem(400, "invalid-input", field);

    [Fact]
    public async Task What_takes_too_long_is_refused_with_the_filter_to_add()
    {
        await using var server = await TestServer.StartAsync(("Audit:QueryTimeout", "00:00:00.200"));
        await server.Api.CreateProjectAsync();
        (await server.Api.AuditAsync()).ShouldNotBeEmpty();
        // Whoever reads waits for whoever has the table for himself.
        await using var connection = await server.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var held = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new Npgsql.NpgsqlCommand("LOCK TABLE journal IN ACCESS EXCLUSIVE MODE", connection))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        ((string?)(await server.Api.GetAsync("/api/audit")).ShouldBeProblem(400, "too-much-to-search")["detail"]).ShouldNotBeNull().ShouldContain("from");
    }

    [Fact]
    public async Task What_is_gone_is_called_as_its_facts_call_it()
    {
        var (cast, _) = await WithStoryAsync();
        using var owner = cast.As(Part.Owner);
        var gone = await cast.NewStoryAsync();
        await owner.PatchAsync($"/api/stories/{gone}", """{"title":"Soon gone"}""");
        await owner.DeleteAsync($"/api/stories/{gone}");
        var deleted = (await owner.AuditAsync($"?thing={gone}&types=story.deleted")).Single();
        ((string?)deleted["subject"]!["name"]).ShouldBe("Soon gone");
        ((string?)deleted["subject"]!["key"]).ShouldNotBeNull().ShouldStartWith("OURS-");
        ((string?)deleted["changes"]!["title"]!["old"]).ShouldBe("Soon gone");
        deleted["changes"]!["title"]!["new"].ShouldBeNull();
    }

    async Task<(Cast Cast, string Story)> WithStoryAsync() => (shared.Cast, await shared.Cast.NewStoryAsync());

    static string Wire(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}

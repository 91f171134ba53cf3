using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Statistics;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary><c>GET /api/statistics</c>: what is answered, and what bad input gets.</summary>
public sealed class QueryTests(QueryTests.EmptyNode empty) : IClassFixture<QueryTests.EmptyNode>
{
    [Fact]
    public async Task The_answer_has_one_documented_shape()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var project = await node.ProjectAsync("TL");
        await node.StoryAsync(project);
        await node.MoveAsync(await node.StoryAsync(project), Status.Done);
        await Following.ReachedAsync(database.DataSource, 4);

        var day = node.Now.UtcDateTime.Date;
        var answer = await GetAsync(node, $"?series=stories.open,stories.created&resolution=day&from={day.AddDays(-1):yyyy-MM-dd}T12:00:00Z&to={day:yyyy-MM-dd}T23:00:00Z");
        answer.ToJsonString().ShouldBe($$"""
            {"position":4,"resolution":"day","zone":"UTC","from":"{{day.AddDays(-1):yyyy-MM-dd}}T00:00:00Z","to":"{{day.AddDays(1):yyyy-MM-dd}}T00:00:00Z",
            "series":[{"name":"stories.created","unit":"stories","kind":"flow"},{"name":"stories.open","unit":"stories","kind":"level"}],
            "buckets":[{"start":"{{day.AddDays(-1):yyyy-MM-dd}}T00:00:00Z","counts":[0,0],"sums":[0,0]},
            {"start":"{{day:yyyy-MM-dd}}T00:00:00Z","counts":[2,0],"sums":[0,1]}]}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("", "minute", 180, 60)]
    [InlineData("?resolution=second", "second", 300, 1)]
    [InlineData("?resolution=hour", "hour", 168, 3600)]
    [InlineData("?resolution=day&zone=UTC", "day", 90, 86_400)]
    [InlineData("?resolution=second&from=2026-01-31T12:00:00.5Z&to=2026-01-31T12:00:01.5Z", "second", 2, 1)]
    [InlineData("?resolution=second&from=2026-01-31T12:00:00%2B01:00&to=2026-01-31T12:00:01%2B01:00", "second", 1, 1)]
    [InlineData("?resolution=second&from=2026-01-31T12:00:00Z&to=2026-01-31T13:23:20Z", "second", 5000, 1)]
    public async Task Every_bucket_of_the_range_is_there(string query, string resolution, int count, int length)
    {
        var answer = await GetAsync(empty.Node, query);
        answer["resolution"]!.GetValue<string>().ShouldBe(resolution);
        var starts = answer["buckets"]!.AsArray().Select(b => DateTimeOffset.Parse(b!["start"]!.GetValue<string>(), null)).ToList();
        starts.Count.ShouldBe(count);
        starts.ShouldBe(Enumerable.Range(0, count).Select(i => starts[0].AddSeconds((long)i * length)));
        answer["from"]!.GetValue<string>().ShouldBe(answer["buckets"]![0]!["start"]!.GetValue<string>());
        DateTimeOffset.Parse(answer["to"]!.GetValue<string>(), null).ShouldBe(starts[^1].AddSeconds(length));
        answer["series"]!.AsArray().Count.ShouldBe(SeriesNames.All.Count);
        answer["buckets"]!.AsArray().ShouldAllBe(b => b!["counts"]!.AsArray().Count == SeriesNames.All.Count && b["sums"]!.AsArray().Count == SeriesNames.All.Count);
    }

    [Theory]
    [InlineData("?resolution=week", 52, "Monday")]
    [InlineData("?resolution=month", 24, "1")]
    [InlineData("?resolution=quarter", 20, "1")]
    [InlineData("?resolution=year&zone=Asia/Kathmandu", 10, "1 1")]
    [InlineData("?resolution=week&zone=Europe/Stockholm&from=2025-12-20T00:00:00Z&to=2026-01-20T00:00:00Z", 6, "Monday")]
    [InlineData("?resolution=month&zone=Pacific/Apia&from=2011-11-15T00:00:00Z&to=2012-02-01T00:00:00Z", 4, "1")]
    [InlineData("?resolution=hour&zone=Asia/Kathmandu", 168, "0")]
    public async Task Buckets_begin_where_the_calendar_of_the_zone_says(string query, int count, string shows)
    {
        var answer = await GetAsync(empty.Node, query);
        var zone = NodaTime.DateTimeZoneProviders.Tzdb[answer["zone"]!.GetValue<string>()];
        var starts = answer["buckets"]!.AsArray().Select(b => NodaTime.Text.InstantPattern.General.Parse(b!["start"]!.GetValue<string>()).Value.InZone(zone).LocalDateTime).ToList();
        starts.Count.ShouldBe(count);
        starts.ShouldAllBe(s => (shows == "Monday" ? s.DayOfWeek.ToString() : shows == "1" ? s.Day.ToString() : shows == "0" ? s.Minute.ToString() : $"{s.Month} {s.Day}") == shows);
    }

    [Theory]
    [InlineData("resolution=Minute", "resolution", "It is one of: second, minute, hour, day, week, month, quarter, year.")]
    [InlineData("resolution=quarterHour", "resolution", "It is one of: second, minute, hour, day, week, month, quarter, year.")]
    [InlineData("zone=Europe/Atlantis", "zone", "There is no time zone 'Europe/Atlantis'. It is a name of the IANA database, such as ")]
    [InlineData("zone=UTC%2B05:00", "zone", "There is no time zone 'UTC+05:00'.")]
    [InlineData("zone=", "zone", "There is no time zone ''.")]
    [InlineData("series=stories.open,stories.closed", "series", "There is no series 'stories.closed'. There are: ")]
    [InlineData("compare=next", "compare", "It is: previous.")]
    [InlineData("series=", "series", "There is no series ''. There are: ")]
    [InlineData("from=yesterday", "from", "It is a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z.")]
    [InlineData("to=9999-12-31T23:59:59Z", "to", "It is a moment between the years 1900 and 2200, such as 2026-01-31T12:00:00Z.")]
    [InlineData("from=2026-01-31T12:00:00Z&to=2026-01-31T11:00:00Z", "from", "It must be before 'to'.")]
    [InlineData("resolution=second&from=2026-01-31T12:00:00Z&to=2026-01-31T13:23:21Z", "from", "The range has more than 5000 buckets.")]
    [InlineData("span=0", "span", "It is a number of seconds from 1 to 300000")]
    [InlineData("span=300&from=2026-01-31T12:00:00Z&to=2026-01-31T12:05:00Z", "span", "It does not go with 'from'.")]
    [InlineData("series=stories.created&split=colour", "split", "It is one of: project, person, label, baseItem.")]
    [InlineData("series=stories.created,stories.completed&split=person", "split", "One series at a time is split.")]
    [InlineData("series=stories.open&split=person", "split", "stories.open has no parts by person.")]
    [InlineData("series=tasks.created&split=label", "split", "tasks.created has no parts by label.")]
    [InlineData("series=stories.created&split=person&top=51", "top", "It is a number from 1 to 50.")]
    [InlineData("series=stories.created&person=me", "person", "It is not an id: 36 characters")]
    [InlineData("series=stories.created,tasks.open&label=api", "label", "tasks.open has no parts by label.")]
    [InlineData("series=items.created&baseItem=7", "baseItem", "It is not an id: 36 characters")]
    [InlineData("at=yesterday", "at", "It is a position of the journal, such as 42, or a moment")]
    [InlineData("at=99999", "at", "There is no position 99999 yet: statistics are at 0.")]
    [InlineData("series=stories.created&split=person&at=0", "at", "Parts by person, label and base item are as they are now.")]
    [InlineData("projectId=TL", "projectId", "It is not an id: 36 characters")]
    [InlineData("projectId=00000000-0000-0000-0000-000000000000", "projectId", "It is not an id: 36 characters")]
    [InlineData("projectId=01890a5d-ac96-774b-bcce-b302099a8057", "projectId", "There is no such project.")]
    public async Task Bad_input_is_told_by_field(string query, string field, string error)
    {
        using var response = await empty.Node.Client.GetAsync($"/api/statistics?{query}", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        problem["type"]!.GetValue<string>().ShouldBe("urn:throughline:problem:invalid-input");
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe([field]);
        problem["errors"]![field]![0]!.GetValue<string>().ShouldStartWith(error);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        using var response = await empty.Node.Client.GetAsync("/api/statistics?series=x&resolution=decade&zone=Mars&from=x&to=y&projectId=z", TestContext.Current.CancellationToken);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        problem["errors"]!.AsObject().Select(e => e.Key).Order().ShouldBe(["from", "projectId", "resolution", "series", "to", "zone"]);
    }

    [Fact]
    public async Task Too_much_to_add_up_from_the_journal_is_refused_and_says_so()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            INSERT INTO journal (position, at, project_id, actor_id, subject_id, type, audience, data)
            SELECT n, '2020-05-05T05:05:05Z', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'project.created', 0, '{"key":"TL","name":"x"}'
            FROM generate_series(1, 100001) n
            """);
        await Following.ReachedAsync(database.DataSource, 100_001);
        using var response = await node.Client.GetAsync(
            "/api/statistics?resolution=second&from=2020-05-05T05:05:00Z&to=2020-05-05T05:06:00Z", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("at most 100000 facts");
        (await GetAsync(node, "?resolution=hour&from=2020-05-05T05:00:00Z&to=2020-05-05T06:00:00Z"))["position"]!.GetValue<long>().ShouldBe(100_001);
        (await GetAsync(node, "?resolution=second&from=2020-05-05T05:05:06Z&to=2020-05-05T05:06:00Z"))["position"]!.GetValue<long>().ShouldBe(100_001);
    }

    /// <summary>A node whose journal is empty, for what does not depend on what is in it.</summary>
    public sealed class EmptyNode : IAsyncLifetime
    {
        TestDatabase? _database;

        internal StatisticsNode Node { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _database = await TestPostgres.DataSourceForNewDatabaseAsync();
            Node = await StatisticsNode.StartAsync(_database.DataSource);
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await _database!.DisposeAsync();
        }
    }

    static async Task<JsonNode> GetAsync(StatisticsNode node, string query)
    {
        using var response = await node.Client.GetAsync($"/api/statistics{query}", TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }
}

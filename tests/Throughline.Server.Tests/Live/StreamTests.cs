using System.Net;
using Shouldly;
using Throughline.Server.Followers.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

public sealed class StreamTests
{
    static readonly LiveSettings Quick = new() { Heartbeat = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task A_stream_begins_with_an_empty_frame_and_goes_on_from_there()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        await using var client = await SseClient.OpenAsync(host);

        var first = await client.NextAsync("facts");
        (first.From, first.To).ShouldBe((2, 1));
        first.Id.ShouldBe($"{host.Tail.JournalId}-1");
        client.Retry.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        await host.StoryAsync(project, "First");
        var second = await client.NextAsync("facts");
        (second.From, second.To).ShouldBe((2, 2));
        second.Titles.ShouldBe(["First"]);
        second.Id.ShouldBe($"{host.Tail.JournalId}-2");
    }

    [Fact]
    public async Task Nothing_between_may_keep_or_hold_back_a_stream()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await using var client = await SseClient.OpenAsync(host);

        client.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        client.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        client.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
    }

    [Fact]
    public async Task A_filtered_stream_tells_its_gaps()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        await using var client = await SseClient.OpenAsync(host, $"?projectId={mine}&types=story.*");
        (await client.NextAsync("facts")).To.ShouldBe(2);

        await host.StoriesAsync(other, 20);
        await host.StoryAsync(mine, "Mine");

        var frame = await client.NextAsync("facts");
        (frame.From, frame.To).ShouldBe((3, 23));
        frame.Titles.ShouldBe(["Mine"]);
        await host.StoryAsync(mine, "Next");
        (await client.NextAsync("facts")).From.ShouldBe(24);
    }

    [Fact]
    public async Task A_heartbeat_moves_a_filtered_stream_on()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, Quick);
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        await using var client = await SseClient.OpenAsync(host, $"?projectId={mine}");
        (await client.NextAsync("facts")).To.ShouldBe(2);

        await host.StoriesAsync(other, 20);

        LiveEvent beat;
        do
            beat = await client.NextAsync("facts");
        while (beat.To < 22);
        beat.Positions.ShouldBeEmpty();
        beat.Id.ShouldBe($"{host.Tail.JournalId}-22");
    }

    [Fact]
    public async Task Filters_take_types_and_several_projects()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await using var projects = await SseClient.OpenAsync(host, "?types=project.created");
        var (a, b, c) = (await host.ProjectAsync("AA"), await host.ProjectAsync("BB"), await host.ProjectAsync("CC"));
        await using var both = await SocketClient.OpenAsync(host, $"?projectId={a}&projectId={b}&types=story.created,task.*");
        (await both.NextAsync("facts")).To.ShouldBe(3);
        await host.StoryAsync(a, "a");
        await host.StoryAsync(c, "c");
        var last = await host.StoryAsync(b, "b");

        (await both.ReadToAsync(last.Value)).ShouldBe([4, 6]);
        (await projects.ReadToAsync(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_long_page_is_cut_into_frames()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        await using var sse = await SseClient.OpenAsync(host);
        await using var socket = await SocketClient.OpenAsync(host);
        var texts = new[] { 3_000, 20_000, 100_000, 500, 14_000, 14_000, 14_000 };
        await Task.WhenAll(texts.Select(length => host.StoryAsync(project, "A story", new string('é', length))));

        foreach (var client in new ILiveClient[] { sse, socket })
        {
            var (told, positions) = (1L, new List<long>());
            while (told < 1 + texts.Length)
            {
                var frame = await client.NextAsync("facts");
                frame.From.ShouldBe(told + 1);
                // One fact may be longer than a frame: then it has one of its own.
                (frame.Data.Length <= 33 * 1024 || frame.Positions.Count == 1).ShouldBeTrue();
                positions.AddRange(frame.Positions);
                told = frame.To;
            }
            positions.ShouldBe(Enumerable.Range(2, texts.Length).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task Two_hundred_equal_streams_share_each_frame()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        var clients = new List<SseClient>();
        for (var n = 0; n < 200; n++)
            clients.Add(await SseClient.OpenAsync(host, $"?projectId={project}"));
        foreach (var client in clients)
            await client.NextAsync("facts");
        var before = host.Pages.Made;

        for (var n = 0; n < 10; n++)
            await host.StoryAsync(project);
        var positions = await Task.WhenAll(clients.Select(c => c.ReadToAsync(11)));

        positions.ShouldAllBe(p => p.SequenceEqual(Enumerable.Range(2, 10).Select(n => (long)n)));
        (host.Pages.Made - before).ShouldBeInRange(1, 10);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Theory]
    [InlineData("?projectId=1", "projectId")]
    [InlineData("?types=story.invented", "types")]
    [InlineData("?types=", "types")]
    [InlineData("?types=*", "types")]
    [InlineData("?facts=no", "facts")]
    [InlineData("?facts=false", "facts")]
    [InlineData("?statistics=fortnight", "resolution")]
    [InlineData("?statistics=minute&series=stories.invented", "series")]
    [InlineData("?lastEventId=nonsense", "lastEventId")]
    [InlineData("?lastEventId=0a1b2c-", "lastEventId")]
    [InlineData("?lastEventId=0a1b2c--1", "lastEventId")]
    [InlineData("?lastEventId=0a1b2c-99999999999999999999", "lastEventId")]
    [InlineData("?lastEventId=-5", "lastEventId")]
    public async Task Bad_parameters_are_told_by_name(string query, string field)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);

        using var response = await SseClient.GetAsync(host, "/api/live" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"{field}\"");

        var refused = await Should.ThrowAsync<HttpRequestException>(() => SocketClient.OpenAsync(host, query));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}

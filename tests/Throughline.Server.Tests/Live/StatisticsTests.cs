using System.Net;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Live;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_carries_facts_and_statistics(bool bySocket)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        await Following.ReachedAsync(database.DataSource, 2);
        var query = $"?projectId={mine}&statistics=minute&series=stories.open";
        await using ILiveClient client = bySocket ? await SocketClient.OpenAsync(host, query) : await SseClient.OpenAsync(host, query);
        await StatisticsAsync(client, position: 2);

        await host.StoriesAsync(mine, 3);
        await host.StoriesAsync(other, 2);

        var (facts, open) = (new List<long>(), 0L);
        while (open != 3 || facts.Count < 3)
        {
            var next = (await client.NextAsync())!;
            if (next.Name == "facts")
                facts.AddRange(next.Positions);
            else
                open = Open(next);
        }
        facts.ShouldBe([3, 4, 5]);
    }

    [Fact]
    public async Task Ids_of_a_mixed_stream_are_those_of_its_facts()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        await Following.ReachedAsync(database.DataSource, 1);
        await using var sse = await SseClient.OpenAsync(host, "?statistics=second&types=project.*");
        await using var socket = await SocketClient.OpenAsync(host, "?statistics=second&types=project.*");

        foreach (var client in new ILiveClient[] { sse, socket })
        {
            await StatisticsAsync(client, position: 1);
            var position = (await host.StoryAsync(project)).Value;
            // Without an id of its own: the client keeps that of the last facts event.
            (await StatisticsAsync(client, position)).Id.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Statistics_alone_have_ids_and_always_begin_with_a_snapshot()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        await host.StoryAsync(project);

        foreach (var path in new[] { "/api/statistics/live?resolution=hour", "/api/live?facts=false&statistics=hour" })
        {
            await using var client = await SseClient.OpenPathAsync(host, path, $"{host.Tail.JournalId}-1");
            var first = await client.NextAsync("statistics");
            first.Json.GetProperty("snapshot").GetBoolean().ShouldBeTrue();
            first.Id.ShouldBe($"{host.Tail.JournalId}-{first.Json.GetProperty("position")}");
            var position = (await host.StoryAsync(project)).Value;
            (await StatisticsAsync(client, position)).Id.ShouldBe($"{host.Tail.JournalId}-{position}");
        }
    }

    [Theory]
    [InlineData("/api/statistics/live?resolution=fortnight")]
    [InlineData("/api/statistics/live?projectId=1")]
    [InlineData("/api/live?statistics=day&projectId=01890a5d-ac96-774b-bcce-b302099a8057&projectId=01890a5d-ac96-774b-bcce-b302099a8058")]
    public async Task What_statistics_can_not_show_is_refused(string path)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        using var answer = await SseClient.GetAsync(host, path);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>The next statistics event that is true at a position.</summary>
    static async Task<LiveEvent> StatisticsAsync(ILiveClient client, long position)
    {
        while (await client.NextAsync() is { } next)
            if (next.Name == "statistics" && next.Json.GetProperty("position").GetInt64() == position)
                return next;
        throw new EndOfStreamException("The stream ended.");
    }

    static long Open(LiveEvent statistics) => statistics.Json.GetProperty("summary").GetProperty("open").GetInt64();
}

using Shouldly;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>Statistics of all projects are those of all that the reader sees, now.</summary>
public sealed class StatisticsRightsTests
{
    [Theory]
    [InlineData("/api/statistics/live?resolution=minute")]
    [InlineData("/api/live?statistics=minute&facts=false")]
    [InlineData("/api/live?statistics=minute")]
    public async Task They_grow_and_shrink_with_the_readers_rights(string path)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (one, two, never) = (await host.ProjectAsync("ONE"), await host.ProjectAsync("TWO"), await host.ProjectAsync("NEVER"));
        await host.StoriesAsync(one, 3);
        await host.StoriesAsync(two, 20);
        await host.StoriesAsync(never, 500);
        var person = await host.Accounts.PersonAsync("one");
        await host.Accounts.AddAsync(one, person);
        await Following.ReachedAsync(database.DataSource, host.Tail.Last.Value);
        await using var client = await SseClient.OpenPathAsync(host, path, who: person.Token);
        (await OpenAsync(client, snapshot: true)).ShouldBe(3);

        await host.Accounts.AddAsync(two, person);
        (await OpenAsync(client, snapshot: true)).ShouldBe(23);
        await host.StoryAsync(two);
        (await OpenAsync(client, snapshot: false)).ShouldBe(24);

        await host.Accounts.RemoveAsync(one, person);
        await host.StoryAsync(one);
        (await OpenAsync(client, snapshot: true)).ShouldBe(21);
        await host.Accounts.RemoveAsync(two, person);
        (await OpenAsync(client, snapshot: true)).ShouldBe(0);
    }

    [Fact]
    public async Task Under_load_no_frame_counts_what_came_after_the_reader_was_removed()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (left, kept) = (await host.ProjectAsync("LEFT"), await host.ProjectAsync("KEPT"));
        var person = await host.Accounts.PersonAsync("one");
        await host.Accounts.AddAsync(left, person);
        await host.Accounts.AddAsync(kept, person);
        await Following.ReachedAsync(database.DataSource, host.Tail.Last.Value);
        await using var client = await SseClient.OpenPathAsync(host, "/api/statistics/live", who: person.Token);
        (await OpenAsync(client, snapshot: true)).ShouldBe(0);

        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await host.StoryAsync(left);
        }, TestContext.Current.CancellationToken);
        while (await OpenAsync(client) < 50)
        {
        }
        var removed = (await host.Accounts.RemoveAsync(left, person)).Value;
        // Frames of before may still be on their way; the first that is true later has nothing of the project left behind.
        LiveEvent frame;
        do
            frame = await client.NextAsync() ?? throw new EndOfStreamException("The stream ended.");
        while (frame.Name != "statistics" || frame.Json.GetProperty("position").GetInt64() < removed);
        frame.Json.GetProperty("snapshot").GetBoolean().ShouldBeTrue();
        frame.Json.GetProperty("summary").GetProperty("open").GetInt64().ShouldBe(0);
        await stop.CancelAsync();
        await writing;

        await host.StoryAsync(kept);
        while (await OpenAsync(client) is not 1 and var open)
            open.ShouldBe(0);
    }

    static async Task<long> OpenAsync(SseClient client, bool? snapshot = null)
    {
        while (await client.NextAsync() is { } next)
            if (next.Name == "statistics" && (snapshot is null || next.Json.TryGetProperty("snapshot", out _) == snapshot))
                return next.Json.GetProperty("summary").GetProperty("open").GetInt64();
        throw new EndOfStreamException("The stream ended.");
    }
}

using Shouldly;
using Throughline.Domain;
using Throughline.Server.Followers.Live;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>Every position exactly once and in order, whatever happens to clients and nodes in between.</summary>
public sealed class ResumeTests
{
    const int Writers = 4;
    const int StoriesPerWriter = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Clients_that_are_cut_at_random_miss_nothing_and_get_nothing_twice(int seed)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        // A small memory, so that clients come back to facts that only the database has.
        var journal = new JournalSettings { TailEntries = 32 };
        var host = await LiveHost.StartAsync(database.DataSource, journal: journal);
        var project = await host.ProjectAsync("TL");
        await using var nodes = new Nodes(host);

        Func<string?, Task<ILiveClient>>[] ways =
        [
            async seen => await SseClient.OpenAsync(nodes.Now, lastEventId: seen),
            async seen => await SocketClient.OpenAsync(nodes.Now, seen is null ? "" : $"?lastEventId={seen}"),
        ];
        var end = 1 + (Writers * StoriesPerWriter);
        var started = new CountdownEvent(6);
        var readers = Enumerable.Range(0, 6)
            .Select(n => new CutReader(ways[n % 2], new Random((seed * 100) + n)).ReadAsync(end, started.Signal)).ToList();
        await Until.TrueAsync("all clients are there", () => started.IsSet);

        await WriteAsync(nodes, project);
        await nodes.RestartAsync(() => LiveHost.StartAsync(database.DataSource, journal: journal));
        await WriteAsync(nodes, project);

        foreach (var positions in await Task.WhenAll(readers))
            positions.ShouldBe(Enumerable.Range(2, end - 1).Select(n => (long)n));
    }

    [Fact]
    public async Task Far_behind_means_from_the_database()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, journal: new JournalSettings { TailEntries = 16 });
        var (mine, other) = (await host.ProjectAsync("MINE"), await host.ProjectAsync("OTHER"));
        await host.StoryAsync(mine, "First");
        await host.StoriesAsync(other, 600);
        await host.StoryAsync(mine, "Last");
        host.Tail.Oldest.Value.ShouldBeGreaterThan(500);

        await using var all = await SseClient.OpenAsync(host, lastEventId: $"{host.Tail.JournalId}-2");
        (await all.ReadToAsync(604)).ShouldBe(Enumerable.Range(3, 602).Select(n => (long)n));
        await using var some = await SseClient.OpenAsync(host, $"?projectId={mine}", $"{host.Tail.JournalId}-0");
        (await some.ReadToAsync(604)).ShouldBe([1, 3, 604]);
    }

    [Theory]
    [InlineData("another journal", "0a1b2c3d4e5f-3")]
    [InlineData("beyond the end", "{journal}-1000")]
    [InlineData("beyond retention", "{journal}-1")]
    public async Task What_can_not_be_joined_is_reset(string _, string lastEventId)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, new LiveSettings { RetentionFacts = 5 });
        var project = await host.ProjectAsync("TL");
        await host.StoriesAsync(project, 9);
        var seen = lastEventId.Replace("{journal}", host.Tail.JournalId, StringComparison.Ordinal);
        await using var sse = await SseClient.OpenAsync(host, lastEventId: seen);
        await using var socket = await SocketClient.OpenAsync(host, $"?lastEventId={seen}");

        foreach (var client in new ILiveClient[] { sse, socket })
        {
            var reset = await client.NextAsync("reset");
            reset.Id.ShouldBe($"{host.Tail.JournalId}-10");
            reset.Data.ShouldBe("""{"position":10}""");
            (await client.NextAsync("facts")).From.ShouldBe(11);
        }
        await host.StoryAsync(project);
        (await sse.ReadToAsync(11)).ShouldBe([11]);
        (await socket.ReadToAsync(11)).ShouldBe([11]);
    }

    [Fact]
    public async Task Within_retention_the_stream_goes_on_and_the_header_counts_more()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, new LiveSettings { RetentionFacts = 5 });
        var project = await host.ProjectAsync("TL");
        await host.StoriesAsync(project, 9);

        await using var client = await SseClient.OpenAsync(host, $"?lastEventId={host.Tail.JournalId}-9", $"{host.Tail.JournalId}-5");
        (await client.NextAsync("facts")).From.ShouldBe(6);
        (await client.ReadToAsync(10)).ShouldBe([6, 7, 8, 9, 10]);
    }

    [Fact]
    public async Task A_node_that_is_behind_another_does_not_reset_its_clients()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var one = await LiveHost.StartAsync(database.DataSource);
        // It hears late of what the other commits.
        await using var late = await LiveHost.StartAsync(database.DataSource, journal: new JournalSettings { PollInterval = TimeSpan.FromSeconds(2) });
        var project = await one.ProjectAsync("TL");
        await one.StoriesAsync(project, 50);

        await using var client = await SseClient.OpenAsync(late, lastEventId: $"{one.Tail.JournalId}-51");
        (await client.NextAsync("facts")).To.ShouldBe(51);
        await one.StoryAsync(project);
        (await client.ReadToAsync(52)).ShouldBe([52]);
    }

    static Task WriteAsync(Nodes nodes, ProjectId project) => Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
    {
        for (var n = 0; n < StoriesPerWriter / 2; n++)
            await nodes.Now.StoryAsync(project);
    }));
}

/// <summary>A node, and after its restart the next.</summary>
sealed class Nodes(LiveHost first) : IAsyncDisposable
{
    LiveHost _now = first;

    public LiveHost Now => Volatile.Read(ref _now);

    public async Task RestartAsync(Func<Task<LiveHost>> start)
    {
        await Now.StopAsync();
        await Now.DisposeAsync();
        Volatile.Write(ref _now, await start());
    }

    public ValueTask DisposeAsync() => Now.DisposeAsync();
}

/// <summary>A client that cuts its connection after a random number of events and resumes.</summary>
sealed class CutReader(Func<string?, Task<ILiveClient>> open, Random random)
{
    string? _seen;

    public async Task<List<long>> ReadAsync(long end, Func<bool> started)
    {
        var positions = new List<long>();
        for (var told = 0L; told < end;)
        {
            try
            {
                await using var client = await open(_seen);
                for (var left = random.Next(1, 12); left > 0 && told < end; left--)
                {
                    if (await client.NextAsync() is not { } next)
                        break;
                    next.Name.ShouldBe("facts");
                    if (_seen is null)
                        started();
                    else if (next.Positions.Count > 0)
                        next.From.ShouldBe(told + 1);
                    positions.AddRange(next.Positions);
                    (_seen, told) = (next.Id, next.To);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or System.Net.WebSockets.WebSocketException)
            {
                // The node is being restarted: the pause between two tries to reach it, not a wait for something.
                await Task.Delay(10);
            }
        }
        return positions;
    }
}

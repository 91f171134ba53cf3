using Dapper;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>Live channels: one for all readers of a scope, never behind, nothing twice.</summary>
public sealed class ChannelTests
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // A clock that is ahead of the facts sees them in the window, but not in the rates: so frames come from facts alone.
    static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    static StatisticsScope Scope(Resolution resolution = Resolution.Second, ProjectId? project = null, int points = 300) =>
        new(QueryRules.Projects(project), BucketCalendar.Utc(resolution), SeriesSet.All, points);

    [Theory]
    [InlineData(Resolution.Second)]
    [InlineData(Resolution.Minute)]
    [InlineData(Resolution.Hour)]
    public async Task A_snapshot_and_its_frames_give_what_a_query_gives_while_facts_are_committed(Resolution resolution)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var (mine, other) = (await node.ProjectAsync("MINE"), await node.ProjectAsync("OTHER"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => LiveAsync(node, w % 2 == 0 ? mine : other, seed: w)));

        // The channels are opened and read while others write, each at a moment of its own.
        var writing = Enumerable.Range(4, 6).Select(w => LiveAsync(node, w % 2 == 0 ? mine : other, seed: w)).ToList();
        var end = new TaskCompletionSource();
        var begun = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource()).ToList();
        var readers = new[] { ProjectSet.All, ProjectSet.One(mine), ProjectSet.All, ProjectSet.One(other), ProjectSet.Of([other, mine]) }
            .Select((p, i) => Task.Run(() => ReadAsync(node, Scope(resolution) with { Projects = p }, begun[i], end.Task))).ToList();
        await Task.WhenAll(writing);
        // However slow they were to begin, each sees something happen.
        await Task.WhenAll(begun.Select(b => b.Task));
        await Task.WhenAll(LiveAsync(node, mine, seed: 10), LiveAsync(node, other, seed: 11));
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);
        end.SetResult();
        foreach (var client in await Task.WhenAll(readers))
            await CompareAsync(node, resolution, client);
    }

    [Fact]
    public async Task Equal_scopes_share_a_channel_until_the_last_reader_leaves()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        using var live = node.Live(new TestClock(node.Now));
        var one = live.Open(Scope() with { Series = SeriesSet.Of(Series.StoriesOpen, Series.TasksOpen) });
        var same = live.Open(Scope() with { Series = SeriesSet.Of(Series.TasksOpen, Series.StoriesOpen) });
        same.ShouldBeSameAs(one);
        live.Open(Scope(Resolution.Minute)).ShouldNotBeSameAs(one);
        one.Dispose();
        live.Open(one.Scope).ShouldBeSameAs(one);
        one.Dispose();
        same.Dispose();
        live.Open(one.Scope).ShouldNotBeSameAs(one);
    }

    [Fact]
    public async Task A_hundred_readers_cost_one_encoding_for_each_tick_that_changed_something()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var (project, other) = (await node.ProjectAsync("TL"), await node.ProjectAsync("OTHER"));
        var clock = new TestClock(node.Now + Ahead);
        using var live = node.Live(clock);
        var channels = Enumerable.Range(0, 100).Select(_ => live.Open(Scope(Resolution.Minute, project))).ToList();
        var snapshots = await Task.WhenAll(channels.Select(c => c.SnapshotAsync(Deadline()).AsTask()));
        snapshots.ShouldAllBe(s => s.Equals(snapshots[0]));
        (channels[0].Encodings, channels[0].SnapshotEncodings).ShouldBe((0, 1));

        for (var tick = 1; tick <= 3; tick++)
        {
            var next = channels.Select(c => c.NextAsync(snapshots[0].Sequence + tick - 1, Deadline()).AsTask()).ToList();
            await Task.WhenAll(node.StoryAsync(project), node.StoryAsync(project), node.StoryAsync(other));
            clock.Advance(Tick);
            var frames = await Task.WhenAll(next);
            frames.ShouldAllBe(f => f.Equals(frames[0]));
            channels[0].Encodings.ShouldBe(tick);
        }

        // Facts of another project, and ticks without any, change nothing here.
        await node.StoryAsync(other);
        clock.Advance(Tick);
        clock.Advance(Tick);
        (channels[0].Encodings, channels[0].SnapshotEncodings).ShouldBe((3, 1));
    }

    [Fact]
    public async Task A_reader_that_missed_a_frame_gets_the_newest_state_instead()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var project = await node.ProjectAsync("TL");
        var clock = new TestClock(node.Now + Ahead);
        using var live = node.Live(clock);
        using var channel = live.Open(Scope(Resolution.Minute));
        var first = await channel.SnapshotAsync(Deadline());
        var client = new LiveClient();
        client.Apply(first);
        for (var tick = 0; tick < 5; tick++)
        {
            await node.StoryAsync(project);
            clock.Advance(Tick);
        }
        var next = client.Apply(await channel.NextAsync(first.Sequence, Deadline()));
        (client.Snapshots, next.Sequence).ShouldBe((2, first.Sequence + 5));
        client.Summary["open"]!.GetValue<long>().ShouldBe(5);
        next.Position.ShouldBe(node.Tail.Last);
    }

    [Fact]
    public async Task Rates_fall_to_nothing_by_themselves_and_then_there_is_silence()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var project = await node.ProjectAsync("TL");
        var clock = new TestClock(node.Now);
        using var live = node.Live(clock);
        using var channel = live.Open(Scope(Resolution.Minute));
        var client = new LiveClient();
        var last = client.Apply(await channel.SnapshotAsync(Deadline()));
        for (var i = 0; i < 10; i++)
            await node.MoveAsync(await node.StoryAsync(project), Status.Done);
        // One second of the database's clock may have become two while they were written.
        clock.Now = node.Now;
        clock.Advance(TimeSpan.FromSeconds(1));
        last = client.Apply(await channel.NextAsync(last.Sequence, Deadline()));
        client.Summary.ToJsonString().ShouldBe("""{"producedPerSecond":2,"completedPerSecond":2,"open":0,"inProgress":0,"done":10}""");

        clock.Advance(TimeSpan.FromSeconds(6));
        last = client.Apply(await channel.NextAsync(last.Sequence, Deadline()));
        client.Summary.ToJsonString().ShouldBe("""{"producedPerSecond":0,"completedPerSecond":0,"open":0,"inProgress":0,"done":10}""");
        var encodings = channel.Encodings;
        for (var i = 0; i < 100; i++)
            clock.Advance(TimeSpan.FromSeconds(1));
        channel.Encodings.ShouldBe(encodings);
    }

    [Theory]
    [InlineData("Europe/Stockholm")]
    [InlineData("Asia/Kathmandu")]
    public async Task At_the_midnight_of_its_zone_a_new_day_begins_without_a_fact(string id)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        await node.StoryAsync(await node.ProjectAsync("TL"));
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);
        var zone = NodaTime.DateTimeZoneProviders.Tzdb[id];
        var today = zone.AtStartOfDay(NodaTime.Instant.FromDateTimeOffset(node.Now).InZone(zone).Date.PlusDays(1));
        var clock = new TestClock(today.ToDateTimeOffset() - TimeSpan.FromSeconds(1));
        using var live = node.Live(clock);
        using var channel = live.Open(Scope(Resolution.Day, points: 3) with { Calendar = new(Resolution.Day, zone) });
        var client = new LiveClient();
        var last = client.Apply(await channel.SnapshotAsync(Deadline()));
        var midnight = NodaTime.Text.InstantPattern.General.Format(today.ToInstant());
        client.Newest.ShouldBeLessThan(midnight);
        clock.Advance(TimeSpan.FromSeconds(2));
        client.Apply(await channel.NextAsync(last.Sequence, Deadline()));
        client.Newest.ShouldBe(midnight);
        (client.Snapshots, client.Summary["open"]!.GetValue<long>()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_the_memory_of_the_tail_no_longer_holds_comes_from_the_database()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource, new JournalSettings { TailEntries = 8 });
        var project = await node.ProjectAsync("TL");
        var clock = new TestClock(node.Now + Ahead);
        using var live = node.Live(clock);
        using var channel = live.Open(Scope(Resolution.Minute));
        var client = new LiveClient();
        var last = client.Apply(await channel.SnapshotAsync(Deadline()));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => node.StoryAsync(project)));
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);
        clock.Advance(Tick);
        last = client.Apply(await channel.NextAsync(last.Sequence, Deadline()));
        (client.Snapshots, client.Position).ShouldBe((2, node.Tail.Last.Value));
        client.Summary["open"]!.GetValue<long>().ShouldBe(100);

        await node.StoryAsync(project);
        clock.Advance(Tick);
        client.Apply(await channel.NextAsync(last.Sequence, Deadline()));
        (client.Snapshots, client.Summary["open"]!.GetValue<long>()).ShouldBe((2, 101));
    }

    [Fact]
    public async Task A_fact_that_cannot_be_read_stops_the_views_with_an_alarm_until_it_is_mended()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var project = await node.ProjectAsync("TL");
        await node.StoryAsync(project);
        var clock = new TestClock(node.Now);
        using var live = node.Live(clock);
        using var channel = live.Open(Scope());
        var client = new LiveClient();
        client.Apply(await channel.SnapshotAsync(Deadline()));

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            INSERT INTO journal (position, at, project_id, actor_id, subject_id, type, audience, data)
            SELECT position + 1, at, project_id, actor_id, gen_random_uuid(), 'story.transcended', audience, data FROM journal WHERE position = 2
            """);
        await Until.TrueAsync("the tail has it", () => node.Tail.Last.Value == 3);
        await node.StoryAsync(project);
        clock.Advance(Tick);
        node.Alarms.Active["statistics-live"].ShouldStartWith("Live statistics stand still before position 3: ");
        client.Apply(await channel.SnapshotAsync(Deadline()));
        (client.Position, client.Summary["open"]!.GetValue<long>()).ShouldBe((2, 1));
        await Until.TrueAsync("the follower halted too", () => node.Alarms.Active.ContainsKey("statistics"));
        (await Following.CursorAsync(database.DataSource)).ShouldBe(2);

        await connection.ExecuteAsync("UPDATE journal SET type = 'story.created' WHERE position = 3");
        await Following.ReachedAsync(database.DataSource, 4);
        await Until.TrueAsync("the views go on", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            client.Apply(await channel.SnapshotAsync(Deadline()));
            return client.Position == 4;
        });
        client.Summary["open"]!.GetValue<long>().ShouldBe(3);
        await Until.TrueAsync("all is well", () => node.Alarms.Active.Count == 0);
    }

    /// <summary>A person who makes stories and moves and deletes them.</summary>
    static async Task LiveAsync(StatisticsNode node, ProjectId project, int seed)
    {
        var random = new Random(seed);
        var stories = new List<StoryId>();
        for (var i = 0; i < 60; i++)
            switch (random.Next(5))
            {
                case 0 when stories.Count > 0:
                    var at = random.Next(stories.Count);
                    await node.DeleteAsync(stories[at]);
                    stories.RemoveAt(at);
                    break;
                case 1 or 2 when stories.Count > 0:
                    await node.MoveAsync(stories[random.Next(stories.Count)], (Status)random.Next(3));
                    break;
                default:
                    stories.Add(await node.StoryAsync(project, (Status)random.Next(3)));
                    break;
            }
    }

    /// <summary>Reads until it has seen the last fact of its scope, once nothing more comes.</summary>
    static async Task<(StatisticsScope Scope, LiveClient Client)> ReadAsync(StatisticsNode node, StatisticsScope scope, TaskCompletionSource begun, Task end)
    {
        using var channel = node.Live().Open(scope);
        var client = new LiveClient();
        var frame = client.Apply(await channel.SnapshotAsync(Deadline()));
        begun.SetResult();
        while (!end.IsCompleted || frame.Position < (scope.Projects.Only is { } project ? node.Tail.LastOf(project) : node.Tail.Last))
        {
            var next = channel.NextAsync(frame.Sequence, Deadline()).AsTask();
            if (await Task.WhenAny(next, end) == next || frame.Position < node.Tail.Last)
                frame = client.Apply(await next);
        }
        return (scope, client);
    }

    static async Task CompareAsync(StatisticsNode node, Resolution resolution, (StatisticsScope Scope, LiveClient Client) live)
    {
        var (answer, refusal) = await node.Query.AskAsync(
            new StatisticsRequest { Resolution = QueryRules.Name(resolution), From = live.Client.First }, live.Scope.Projects, CancellationToken.None);
        refusal.ShouldBeNull();
        live.Client.Frames.ShouldBeGreaterThan(1);
        answer!.Buckets.Sum(b => b.Counts.Sum()).ShouldBeGreaterThan(100);
        foreach (var bucket in answer.Buckets)
            live.Client[bucket.Start].ShouldBe(($"[{string.Join(',', bucket.Counts)}]", $"[{string.Join(',', bucket.Sums)}]"), bucket.Start);
    }

    static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}

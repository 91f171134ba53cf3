using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>What a stream takes just as its rights change is not shown, in whichever order the threads come to it.</summary>
public sealed class SightTests
{
    static readonly ProjectId Left = ProjectId.New(Instant.FromUnixTimeSeconds(1));
    static readonly ProjectId Kept = ProjectId.New(Instant.FromUnixTimeSeconds(2));

    [Fact]
    public void Facts_that_were_ready_before_the_stream_heard_of_the_change_are_thrown_away()
    {
        using var hand = new ByHand();
        var settings = new LiveSettings();
        var tail = new JournalTail(new JournalSettings());
        tail.Begin("journal", Position.Start);
        var feed = new FactFeed(tail, new FactPages(settings), settings);
        feed.Begin();
        var user = new UserAccess(UserId.New(Instant.FromUnixTimeSeconds(3)), Seeing(Left, Kept));
        tail.Observe(page =>
        {
            if (page[^1].Fact.Data is MemberRemoved or MemberAdded)
                user.Become(page[^1].Fact.Data is MemberAdded ? Seeing(Left, Kept) : Seeing(Kept));
        });
        var services = new LiveServices(feed, null!, null!, new Placement(tail, feed, null!, settings), settings, TimeProvider.System, NullLogger<LiveConnection>.Instance);
        var rights = new Rights(new Credential(Guid.NewGuid(), CredentialKind.Token, user, Scopes.All, null), Permission.Read, TimeProvider.System);
        using var sight = new Sight(services, rights, new LiveRequest(ProjectSet.All, ShowsFacts: true, null, null, null));
        sight.Follow();
        var writer = new RecordingWriter();
        var connection = new LiveConnection(services, writer, sight, null);
        var running = hand.Begin(connection.RunAsync);

        Publish(1, Left, Neutral);
        feed.Advance();
        hand.GoOn(() => writer.Facts[^1].To == 1);
        // All of it is there before the stream runs again: the old filter's pages too.
        Publish(2, Kept, Neutral);
        Publish(3, Left, new MemberRemoved(Role.Viewer));
        Publish(4, Left, Neutral);
        Publish(5, Kept, Neutral);
        feed.Advance();
        hand.GoOn(() => writer.Facts[^1].To == 5);
        Publish(6, Left, Neutral);
        feed.Advance();
        Publish(7, Left, new MemberAdded(Role.Viewer));
        Publish(8, Left, Neutral);
        feed.Advance();
        hand.GoOn(() => writer.Facts[^1].To == 8);

        writer.Facts.SelectMany(f => f.Positions).ShouldBe([1, 2, 5, 7, 8]);
        writer.Facts.Skip(1).Zip(writer.Facts, (one, before) => one.From - before.To).ShouldAllBe(n => n == 1);
        connection.End(Ending.Left);
        hand.GoOn(() => running.IsCompleted);
        writer.Ended.ShouldBe(Ending.Left);

        void Publish(long position, ProjectId project, FactData data) =>
            tail.Publish([new JournalEntry(new Fact(new(position), default, default, project, user.Id, user.Id.Value, data), "{}"u8.ToArray())]);
    }

    [Fact]
    public async Task Statistics_that_were_ready_before_the_stream_heard_of_the_change_are_thrown_away()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var (left, kept) = (await host.ProjectAsync("LEFT"), await host.ProjectAsync("KEPT"));
        var (person, other) = (await host.Accounts.PersonAsync("one"), await host.Accounts.PersonAsync("other"));
        await host.Accounts.AddAsync(left, person);
        await host.Accounts.AddAsync(kept, person);
        await Following.ReachedAsync(database.DataSource, host.Tail.Last.Value);
        var asked = new StatisticsScope(ProjectSet.All, BucketCalendar.Utc(Resolution.Minute), SeriesSet.All, 180);
        using var sight = new Sight(host.Services, host.RightsOf(person), new LiveRequest(ProjectSet.All, ShowsFacts: true, null, asked, null));
        sight.Follow();
        var writer = new RecordingWriter();
        var connection = new LiveConnection(host.Services, writer, sight, null);
        var running = connection.RunAsync();
        await Until.TrueAsync("it has begun", () => Count(writer) == 1);
        using var same = host.Services.Statistics.Open(asked with { Projects = ProjectSet.Of([left, kept]) });
        same.ShouldBeSameAs(host.Services.Statistics.Open(sight.Statistics!.Scope));
        var before = await same.SnapshotAsync(TestContext.Current.CancellationToken);

        // The client is slow to take a fact that no figure tells of; meanwhile its reader is removed, and the next figures are made.
        writer.Hold();
        await host.Accounts.AddAsync(kept, other);
        await Until.TrueAsync("it waits for its client", () => writer.IsWaiting);
        var removed = await host.Accounts.RemoveAsync(left, person);
        await host.StoryAsync(left);
        (await same.NextAsync(before.Sequence, TestContext.Current.CancellationToken)).Position.ShouldBeGreaterThan(removed);
        await Until.TrueAsync("they are ready for the stream too", () => sight.Statistics!.IsReady);
        writer.LetGo();

        await Until.TrueAsync("figures came", () => Count(writer) == 2);
        var figures = writer.Statistics[1];
        figures.GetProperty("snapshot").GetBoolean().ShouldBeTrue();
        figures.GetProperty("summary").GetProperty("open").GetInt64().ShouldBe(0);
        connection.End(Ending.Left);
        await running;
    }

    static readonly FactData Neutral = new MemberEdited(new(Role.Viewer, Role.Member));

    static UserRights Seeing(params ProjectId[] projects) => new(false, false, projects.ToFrozenDictionary(p => p, _ => Role.Viewer));

    static int Count(RecordingWriter writer)
    {
        lock (writer.Statistics)
            return writer.Statistics.Count;
    }
}

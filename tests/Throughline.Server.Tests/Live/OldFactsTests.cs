using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Tests.Histories;
using Throughline.Server.Followers.Live;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Live;

public sealed class OldFactsTests
{
    // A fact beyond the feed may take away rights that this node still gives.
    [Fact]
    public async Task Nothing_is_read_that_the_node_has_not_come_to()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var facts = JournalRows.Spread(History.Of(Steps.Sample(7, 300)).Facts, 60);
        facts.Count.ShouldBeGreaterThan(130);
        await JournalRows.WriteAsync(database.DataSource, facts);
        var settings = new LiveSettings { FrameBytes = 1 << 20 };
        var tail = new JournalTail(new JournalSettings());
        tail.Begin("journal", new Position(70));
        var feed = new FactFeed(tail, new FactPages(settings), settings);
        feed.Begin();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var old = new OldFacts(new JournalReader(database.DataSource), feed, settings, lifetime);
        var everything = new FactFilter(new Viewer(ProjectSet.All, Administers: true), ProjectSet.All, null);

        (await old.NextAsync(everything, new Position(3)))!.To.ShouldBe(new Position(64));
        (await old.NextAsync(everything, new Position(64)))!.To.ShouldBe(new Position(70));
        (await old.NextAsync(everything, new Position(70))).ShouldBeNull();
    }
}

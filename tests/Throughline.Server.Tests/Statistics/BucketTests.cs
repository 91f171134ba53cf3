using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Domain.Tests;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>Buckets are what the journal says, for any history: by a recount in SQL and by counting rows.</summary>
public sealed class BucketTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3600)]
    public void Random_histories(int factor) => Always.HoldsInHistories(history =>
        CheckAsync(JournalRows.Spread(history.Facts, factor)).GetAwaiter().GetResult(), times: 6);

    static async Task CheckAsync(IReadOnlyList<Domain.Facts.Fact> facts)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await JournalRows.WriteAsync(database.DataSource, facts);
        await Following.ToAsync(database.DataSource, facts.Count);

        var recount = await new StatisticsRecount(database.DataSource).RunAsync(repair: false, CancellationToken.None);
        recount.Differences.ShouldBeEmpty();
        (recount.Position, recount.Agrees).ShouldBe((facts.Count, true));
        (recount.Buckets > 0).ShouldBe(facts.Any(f => f.Type is not ("project.created" or "project.edited" or "project.deleted" or "story.edited")));

        var direct = new Direct(facts);
        var query = new StatisticsQuery(database.DataSource, TimeProvider.System);
        var projects = facts.Where(f => f.Type == "story.created").Select(f => f.ProjectId).Distinct().Take(2).ToList();
        foreach (var set in projects.Select(ProjectSet.One).Append(ProjectSet.All).Append(ProjectSet.Of(projects)))
            foreach (var (resolution, length) in new[] { ("second", 1L), ("minute", 60), ("hour", 3600), ("day", 86_400) })
                await CompareAsync(query, direct, set, resolution, length, facts);
    }

    // From the middle of the history to after its end: seconds that are no longer kept are in it too, where it is a long one.
    static async Task CompareAsync(
        StatisticsQuery query, Direct direct, ProjectSet projects, string resolution, long length, IReadOnlyList<Domain.Facts.Fact> facts)
    {
        var middle = facts.Count == 0 ? Instant.FromUnixTimeSeconds(0) : facts[facts.Count / 2].At - Duration.FromSeconds(100 * length);
        var (answer, refusal) = await query.AskAsync(
            new(null, resolution, "UTC", Text(middle), Text(middle + Duration.FromSeconds(200 * length)), null), projects, CancellationToken.None);
        refusal.ShouldBeNull();
        answer!.Position.ShouldBe(facts.Count);
        answer.Buckets.Count.ShouldBeInRange(200, 201);
        foreach (var bucket in answer.Buckets)
        {
            var start = NodaTime.Text.InstantPattern.General.Parse(bucket.Start).Value.ToUnixTimeSeconds();
            foreach (var (series, i) in SeriesSet.All.Select((s, i) => (s, i)))
                (bucket.Counts[i], bucket.Sums[i]).ShouldBe(direct.Of(projects, series, start, start + length),
                    $"{series.Name()} of {string.Join(' ', projects.Named)} in the {resolution} at {bucket.Start}");
        }
    }

    static string Text(Instant instant) => NodaTime.Text.InstantPattern.General.Format(instant);
}

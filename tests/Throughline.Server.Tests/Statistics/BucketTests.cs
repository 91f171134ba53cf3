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

    /// <summary>
    /// In zones and around days where clocks do something else than elsewhere; those of long ago are answered from the journal where a bucket begins off the
    /// quarter-hour, or within a minute.
    /// </summary>
    [Theory]
    [InlineData("Europe/Stockholm", "2026-03-29T09:00:00Z")]
    [InlineData("Europe/Stockholm", "2025-10-26T09:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T06:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z")]
    [InlineData("America/Santiago", "2025-09-07T12:00:00Z")]
    [InlineData("Pacific/Chatham", "2026-04-05T06:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-01-01T00:00:00Z")]
    [InlineData("America/St_Johns", "2010-11-07T12:00:00Z")]
    [InlineData("Antarctica/Casey", "2022-10-02T06:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31T06:00:00Z")]
    [InlineData("Africa/Monrovia", "1972-01-09T00:00:00Z")]
    public void Random_histories_in_a_zone(string zone, string ends) => Always.HoldsInHistories(history =>
    {
        var end = NodaTime.Text.InstantPattern.General.Parse(ends).Value;
        // Over several days, so that there are facts on both sides of every edge.
        var all = history.Facts.ToList();
        var facts = JournalRows.Spread(all, all.Count < 2 ? 1 : (int)Math.Max(1, 5 * 86_400 / Math.Max(1, (all[^1].At - all[0].At).TotalSeconds)), end);
        CheckInZoneAsync(facts, zone, end).GetAwaiter().GetResult();
    }, times: 4);

    static async Task CheckInZoneAsync(IReadOnlyList<Domain.Facts.Fact> facts, string zone, Instant end)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await JournalRows.WriteAsync(database.DataSource, facts);
        await Following.ToAsync(database.DataSource, facts.Count);
        var direct = new Direct(facts);
        var query = new StatisticsQuery(database.DataSource, TimeProvider.System);
        var project = facts.Where(f => f.Type == "story.created").Select(f => ProjectSet.One(f.ProjectId)).Take(1);
        foreach (var set in project.Append(ProjectSet.All))
            foreach (var (resolution, length, before, after) in new[]
            {
                ("second", 1L, 60, 5), ("minute", 60, 200, 5), ("hour", 3600, 60, 5), ("day", 86_400, 40, 3), ("week", 604_800, 8, 2), ("month", 2_629_746, 5, 2),
                ("quarter", 7_889_238, 3, 2), ("year", 31_556_952, 2, 1), ("hour", 3600, 30, -20), ("day", 86_400, 10, -1),
            })
                await CompareAsync(query, direct, set, resolution, zone, end - Duration.FromSeconds(before * length), end + Duration.FromSeconds(after * length), facts);
    }

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
            {
                // From the middle of the history to after its end: seconds that are no longer kept are in it too, where it is a long one.
                var middle = facts.Count == 0 ? Instant.FromUnixTimeSeconds(0) : facts[facts.Count / 2].At - Duration.FromSeconds(100 * length);
                (await CompareAsync(query, direct, set, resolution, "UTC", middle, middle + Duration.FromSeconds(200 * length), facts)).ShouldBeInRange(200, 201);
            }
    }

    /// <returns>How many buckets were compared.</returns>
    static async Task<int> CompareAsync(StatisticsQuery query, Direct direct, ProjectSet projects, string resolution, string zone, Instant from, Instant to,
        IReadOnlyList<Domain.Facts.Fact> facts)
    {
        var (answer, refusal) = await query.AskAsync(new() { Resolution = resolution, Zone = zone, From = Text(from), To = Text(to) }, projects, CancellationToken.None);
        refusal.ShouldBeNull();
        // What came before it is what the range before it is asked for.
        if (resolution is "day" or "month")
        {
            var (compared, _) = await query.AskAsync(new() { Resolution = resolution, Zone = zone, From = Text(from), To = Text(to), Compare = "previous" }, projects,
                CancellationToken.None);
            var (before, _) = await query.AskAsync(new() { Resolution = resolution, Zone = zone, From = compared!.Previous![0].Start, To = answer!.From }, projects,
                CancellationToken.None);
            compared.Previous.Select(Told).ShouldBe(before!.Buckets.Select(Told));
            compared.Previous.Count.ShouldBe(answer.Buckets.Count);
            compared.Buckets.Select(Told).ShouldBe(answer.Buckets.Select(Told));
        }
        answer!.Position.ShouldBe(facts.Count);
        var starts = answer.Buckets.Select(b => b.Start).Append(answer.To).Select(t => NodaTime.Text.InstantPattern.General.Parse(t).Value.ToUnixTimeSeconds()).ToList();
        foreach (var (bucket, n) in answer.Buckets.Select((b, n) => (b, n)))
            foreach (var (series, i) in SeriesSet.All.Select((s, i) => (s, i)))
                (bucket.Counts[i], bucket.Sums[i]).ShouldBe(direct.Of(projects, series, starts[n], starts[n + 1]),
                    $"{series.Name()} of {string.Join(' ', projects.Named)} in the {resolution} at {bucket.Start} in {zone}");
        return answer.Buckets.Count;
    }

    static string Told(BucketAnswer bucket) => $"{bucket.Start} {string.Join(',', bucket.Counts)} {string.Join(',', bucket.Sums)}";

    static string Text(Instant instant) => NodaTime.Text.InstantPattern.General.Format(instant);
}

using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Domain.Tests.Histories;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>A statistic as of a position is what it was then: what the facts up to there add up to, one by one, whatever was recorded later of the time before.</summary>
public sealed class AsOfTests
{
    [Theory]
    [InlineData(3, 60, "UTC", new[] { "second", "minute", "hour" })]
    [InlineData(4, 7200, "Europe/Stockholm", new[] { "minute", "hour", "day", "month" })]
    [InlineData(5, 40_000, "Asia/Kathmandu", new[] { "hour", "day", "week", "quarter" })]
    public async Task Random_histories_with_what_is_recorded_late(int seed, int factor, string zone, string[] resolutions)
    {
        var random = new Random(seed);
        var facts = JournalRows.Spread(History.Of(Steps.Sample(seed, 160)).Facts, factor)
            .Select((fact, i) => i % 4 == 0 ? fact with { EffectiveAt = fact.At - Duration.FromSeconds(random.Next(factor * 40)) } : fact).ToList();
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await JournalRows.WriteAsync(database.DataSource, facts);
        await Following.ToAsync(database.DataSource, facts.Count);
        var query = new StatisticsQuery(database.DataSource, TimeProvider.System);
        var project = facts.First(f => f.Type == "story.created").ProjectId;
        var effects = facts.Select(Effect).ToList();

        foreach (var position in new[] { 0, 1, random.Next(facts.Count), random.Next(facts.Count), facts.Count - 1, facts.Count })
            foreach (var resolution in resolutions)
                foreach (var set in new[] { ProjectSet.All, ProjectSet.One(project) })
                {
                    var middle = facts[random.Next(facts.Count)].At;
                    var half = Duration.FromSeconds(30 * (long)Enum.Parse<Resolution>(resolution, ignoreCase: true));
                    await CompareAsync(set, resolution, middle - half, middle + half, position, position.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    if (position > 0 && (position == facts.Count || facts[position].At > facts[position - 1].At))
                        await CompareAsync(set, resolution, middle - half, middle + half, position, NodaTime.Text.InstantPattern.ExtendedIso.Format(facts[position - 1].At));
                }

        async Task CompareAsync(ProjectSet set, string resolution, Instant from, Instant to, int position, string at)
        {
            var (answer, refusal) = await query.AskAsync(new() { Resolution = resolution, Zone = zone, From = Text(from), To = Text(to), At = at }, set, CancellationToken.None);
            refusal.ShouldBeNull();
            answer!.Position.ShouldBe(position);
            var starts = answer.Buckets.Select(b => b.Start).Append(answer.To).Select(t => NodaTime.Text.InstantPattern.General.Parse(t).Value.ToUnixTimeSeconds()).ToList();
            var then = effects.Take(position).Where(e => set.Contains(e.Project)).SelectMany(e => e.Effects.Select(one => (e.Second, one))).ToLookup(e => e.one.Series);
            foreach (var (series, i) in SeriesSet.All.Select((s, i) => (s, i)))
                for (var n = 0; n < answer.Buckets.Count; n++)
                {
                    var counted = then[series].Where(e => e.Second < starts[n + 1] && (series.IsLevel() || e.Second >= starts[n])).ToList();
                    (answer.Buckets[n].Counts[i], answer.Buckets[n].Sums[i]).ShouldBe((counted.Sum(e => e.one.Count), counted.Sum(e => e.one.Sum)),
                        $"{series.Name()} in the {resolution} at {answer.Buckets[n].Start} as of {at}");
                }
        }
    }

    static (long Second, ProjectId Project, List<Effect> Effects) Effect(Fact fact)
    {
        var effects = new List<Effect>();
        Effects.Of(fact.Data, effects);
        return (fact.EffectiveAt.ToUnixTimeSeconds(), fact.ProjectId, effects);
    }

    static string Text(Instant instant) => NodaTime.Text.InstantPattern.General.Format(instant);
}

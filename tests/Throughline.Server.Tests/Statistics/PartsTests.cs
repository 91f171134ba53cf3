using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Domain.Tests.Histories;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>The parts of a series are what is counted by looking at the facts one by one, and together they are the whole.</summary>
public sealed class PartsTests
{
    static readonly UserId[] People = [UserId.Local, new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8001")), new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8002"))];

    [Theory]
    [InlineData(11, 60, "UTC", new[] { "minute", "hour", "day" })]
    [InlineData(12, 7200, "Europe/Stockholm", new[] { "hour", "day", "month" })]
    [InlineData(13, 7200, "Asia/Kathmandu", new[] { "hour", "day", "week" })]
    public async Task Random_histories(int seed, int factor, string zone, string[] resolutions)
    {
        var random = new Random(seed);
        var facts = JournalRows.Spread(History.Of(Steps.Sample(seed, 240)).Facts, factor).Select((f, i) => f with
        {
            ActorId = People[random.Next(People.Length)],
            EffectiveAt = i % 7 == 0 ? f.At - Duration.FromSeconds(random.Next(factor * 30)) : f.EffectiveAt,
        }).ToList();
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await JournalRows.WriteAsync(database.DataSource, facts);
        await Following.ToAsync(database.DataSource, facts.Count);
        var recount = await new StatisticsRecount(database.DataSource).RunAsync(repair: false, CancellationToken.None);
        recount.Differences.ShouldBeEmpty();

        var gone = facts.Where(f => f.Data is ProjectDeleted).Select(f => f.ProjectId).ToHashSet();
        var projects = facts.Where(f => f.Type == "story.created" && !gone.Contains(f.ProjectId)).Select(f => f.ProjectId).Distinct().ToList();
        projects.ShouldNotBeEmpty();
        var labels = LabelsThen(facts);
        var query = new StatisticsQuery(database.DataSource, TimeProvider.System);
        var (from, to) = (facts[0].At - Duration.FromDays(1), facts[^1].At + Duration.FromDays(1));
        var compared = 0;
        foreach (var resolution in resolutions)
            foreach (var set in new[] { ProjectSet.Of(projects), ProjectSet.One(projects[0]) })
                foreach (var (series, dimension) in from s in SeriesSet.All from d in Enum.GetValues<Dimension>() where d.Splits(s) && d != Dimension.BaseItem select (s, d))
                {
                    var half = resolution switch { "minute" => Duration.FromHours(3), "hour" => Duration.FromDays(60), _ => Duration.FromDays(1000) };
                    var middle = facts[facts.Count / 2].At;
                    var (begin, end) = (Text(Instant.Max(from, middle - half)), Text(Instant.Min(to, middle + half)));
                    var asked = new StatisticsRequest { Series = series.Name(), Resolution = resolution, Zone = zone, From = begin, To = end };
                    var whole = (await query.AskAsync(asked, set, CancellationToken.None)).Answer!;
                    var (split, refusal) = await query.AskAsync(asked with { Split = dimension.Name(), Top = "2" }, set, CancellationToken.None);
                    refusal.ShouldBeNull();
                    split!.Buckets.Select(b => b.Start).ShouldBe(whole.Buckets.Select(b => b.Start));
                    split.Series.Count.ShouldBeLessThanOrEqualTo(3);
                    if (dimension != Dimension.Label)
                        for (var n = 0; n < whole.Buckets.Count; n++)
                            (split.Buckets[n].Counts.Sum(), split.Buckets[n].Sums.Sum()).ShouldBe((whole.Buckets[n].Counts[0], whole.Buckets[n].Sums[0]), $"{series.Name()} by {dimension}");
                    if (dimension != Dimension.Project)
                        compared += Compare(split, set, series, dimension, whole);
                }
        compared.ShouldBeGreaterThan(20);

        // Every bucket of every part, counted by looking at the facts.
        int Compare(StatisticsAnswer split, ProjectSet set, Series series, Dimension dimension, StatisticsAnswer whole)
        {
            var starts = whole.Buckets.Select(b => b.Start).Append(whole.To).Select(t => NodaTime.Text.InstantPattern.General.Parse(t).Value.ToUnixTimeSeconds()).ToList();
            var filled = 0;
            foreach (var (of, i) in split.Series.Select((s, i) => (s.Of!, i)).Where(s => s.Item1.Id is not null))
            {
                var those = facts.Where(f => set.Contains(f.ProjectId)
                    && (dimension == Dimension.Person ? f.ActorId.Value.ToString("D") == of.Id : labels[f.Position].Contains(of.Id!))).ToList();
                for (var n = 0; n < starts.Count - 1; n++)
                {
                    var (count, sum) = Direct(those, series, starts[n], starts[n + 1]);
                    (split.Buckets[n].Counts[i], split.Buckets[n].Sums[i]).ShouldBe((count, sum), $"{series.Name()} by {dimension} {of.Id} at {split.Buckets[n].Start}");
                    filled += count > 0 ? 1 : 0;
                }
            }
            return filled;
        }
    }

    static (long Count, long Sum) Direct(IEnumerable<Fact> facts, Series series, long from, long to)
    {
        var (count, sum) = (0L, 0L);
        var effects = new List<Effect>();
        foreach (var fact in facts.Where(f => f.EffectiveAt.ToUnixTimeSeconds() is var second && second >= from && second < to))
        {
            effects.Clear();
            Effects.Of(fact.Data, effects);
            foreach (var effect in effects.Where(e => e.Series == series))
                (count, sum) = (count + effect.Count, sum + effect.Sum);
        }
        return (count, sum);
    }

    /// <summary>The labels that each fact's story had when it was written, by folding what was said of it before.</summary>
    static Dictionary<Position, IReadOnlyCollection<string>> LabelsThen(IEnumerable<Fact> facts)
    {
        var (now, then) = (new Dictionary<Guid, LabelSet>(), new Dictionary<Position, IReadOnlyCollection<string>>());
        foreach (var fact in facts)
        {
            if ((fact.Data as StoryCreated)?.Labels is { } first)
                now[fact.SubjectId] = first;
            else if ((fact.Data as StoryEdited)?.Labels is { } changed)
                now[fact.SubjectId] = changed.New;
            then[fact.Position] = [.. now.GetValueOrDefault(fact.SubjectId, LabelSet.Empty).Names];
        }
        return then;
    }

    static string Text(Instant instant) => NodaTime.Text.InstantPattern.General.Format(instant);
}

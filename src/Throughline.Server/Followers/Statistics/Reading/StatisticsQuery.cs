using NodaTime;
using NodaTime.Text;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>Answers statistics from the buckets.</summary>
public sealed class StatisticsQuery(NpgsqlDataSource dataSource, TimeProvider time)
{
    public const int MostPoints = 5000;

    /// <param name="seen">The projects that whoever asks may see.</param>
    public async Task<(StatisticsAnswer? Answer, Refusal? Refusal)> AskAsync(
        StatisticsRequest request, ProjectSet seen, CancellationToken cancellation)
    {
        var rules = new InputRules();
        var question = StatisticsQuestion.Read(request, time.GetUtcNow().ToUnixTimeSeconds(), rules);
        if (rules.Refusal is { } refusal)
            return (null, refusal);

        if (question.Project is { } foreign && !seen.Contains(foreign))
            return (null, AskedProject.NoSuchProject);
        await using var snapshot = await StatisticsSnapshot.OpenAsync(dataSource, cancellation);
        if (question.Project is { } id && !await snapshot.KnowsAsync(id, cancellation))
            return (null, AskedProject.NoSuchProject);
        AsOf? asOf = null;
        if (question.At is { } at)
        {
            asOf = await AsOfRead.FindAsync(snapshot.Connection, at, snapshot.Position, cancellation);
            if (asOf is not { } found)
                return (null, Refusal.Invalid("at", $"There is no position {at.Position} yet: statistics are at {snapshot.Position}."));
            // A range without an end ended then.
            if (found.Position.Value > 0)
                question = StatisticsQuestion.Read(request, found.Second, rules);
            if (rules.Refusal is { } late)
                return (null, late);
        }
        return await AnswerAsync(snapshot, question, asOf, seen, cancellation);
    }

    static async Task<(StatisticsAnswer? Answer, Refusal? Refusal)> AnswerAsync(
        StatisticsSnapshot snapshot, StatisticsQuestion question, AsOf? asOf, ProjectSet seen, CancellationToken cancellation)
    {
        var projects = QueryRules.Projects(question.Project).And(seen);
        List<BucketWindow> windows = [question.Window];
        if (question is { Compares: true, Window: var window })
            windows.Add(new BucketWindow(window.Series, window.Calendar, window.Calendar.Back(window.From, window.Points), window.Points));
        foreach (var one in windows)
            if (!await (question.Only is { } only ? snapshot.ReadPartAsync(projects, only, one, cancellation) : snapshot.ReadAsync(projects, one, asOf, cancellation)))
                return (null, TooMuch(asOf));
        List<PartWindows> parts = [new(null, null, windows)];
        if (question.Split is not null)
        {
            if (await SplitQuery.ReadAsync(snapshot, projects, seen.IsAll, question, asOf, windows, cancellation) is not { } split)
                return (null, TooMuch(asOf));
            parts = split;
        }
        return (Answer(asOf?.Position ?? snapshot.Position, question, windows, parts), null);
    }

    static Refusal TooMuch(AsOf? asOf) => asOf is null
        ? Refusal.Invalid("from", "Buckets of seconds are kept for 24 hours and those of minutes for 90 days; what is older"
            + $" is added up from the journal, at most {RawRead.MostFacts} facts at a time, and there are more. Ask for a shorter range "
            + "or a coarser resolution.")
        : Refusal.Invalid("at", $"More than {RawRead.MostFacts} facts would have to be read from the journal: those recorded late since then, or those of a range of fine "
            + "resolution. Ask for a later position, a shorter range or a coarser resolution.");

    static StatisticsAnswer Answer(Position position, StatisticsQuestion question, List<BucketWindow> windows, List<PartWindows> parts)
    {
        var window = question.Window;
        return new(position.Value, QueryRules.Name(window.Calendar.Resolution), window.Calendar.Zone.Id, Text(window.From), Text(window.To),
            [.. parts.SelectMany(part => window.Series.Select(s => new SeriesAnswer(s.Name(), s.Unit(), s.IsLevel() ? "level" : "flow")
            {
                Of = question.Split is null ? null : new PartAnswer(part.Key, part.Name),
            }))], BucketsOf(windows, parts, 0))
        {
            Previous = question.Compares ? BucketsOf(windows, parts, 1) : null,
        };
    }

    static BucketAnswer[] BucketsOf(List<BucketWindow> windows, List<PartWindows> parts, int window)
    {
        var like = windows[window];
        var buckets = new BucketAnswer[like.Points];
        for (var i = 0; i < buckets.Length; i++)
        {
            var sums = parts.SelectMany(part => Enumerable.Range(0, like.Series.Count).Select(s => part.Windows[window][s, i])).ToList();
            buckets[i] = new BucketAnswer(Text(like.StartOf(i)), sums.ConvertAll(s => s.Count), sums.ConvertAll(s => s.Amount));
        }
        return buckets;
    }

    static string Text(long second) => InstantPattern.General.Format(Instant.FromUnixTimeSeconds(second));
}

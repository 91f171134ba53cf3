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
        var project = QueryRules.Project(request.ProjectId, rules);
        var window = Window(request, rules);
        var compares = QueryRules.Compares(request.Compare, rules);
        if (rules.Refusal is { } refusal)
            return (null, refusal);

        if (project is { } foreign && !seen.Contains(foreign))
            return (null, AskedProject.NoSuchProject);
        await using var snapshot = await StatisticsSnapshot.OpenAsync(dataSource, cancellation);
        if (project is { } id && !await snapshot.KnowsAsync(id, cancellation))
            return (null, AskedProject.NoSuchProject);
        var projects = QueryRules.Projects(project).And(seen);
        var previous = compares ? new BucketWindow(window.Series, window.Calendar, window.Calendar.Back(window.From, window.Points), window.Points) : null;
        if (!await snapshot.ReadAsync(projects, window, ahead: false, cancellation) || previous is not null && !await snapshot.ReadAsync(projects, previous, ahead: false, cancellation))
            return (null, Refusal.Invalid("from", "Buckets of seconds are kept for 24 hours and those of minutes for 90 days; what is older"
                + $" is added up from the journal, at most {RawRead.MostFacts} facts at a time, and there are more. Ask for a shorter range "
                + "or a coarser resolution."));
        return (Answer(snapshot.Position, window, previous), null);
    }

    BucketWindow Window(StatisticsRequest request, InputRules rules)
    {
        var resolution = QueryRules.Resolution(request.Resolution, rules);
        var series = QueryRules.Series(request.Series, rules);
        var calendar = new BucketCalendar(resolution, QueryRules.Zone(request.Zone, rules));
        var first = QueryRules.Beginning("from", request.From, rules);
        var last = (QueryRules.End("to", request.To, rules) ?? time.GetUtcNow().ToUnixTimeSeconds() + 1) - 1;
        var from = first ?? calendar.Back(last, QueryRules.DefaultPoints(resolution) - 1);
        var points = Points(calendar, from, last);
        if (points < 1)
            rules.Add("from", "It must be before 'to'.");
        else if (points > MostPoints)
            rules.Add("from", $"The range has more than {MostPoints} buckets. Ask for a shorter range or a coarser resolution.");
        return new BucketWindow(series, calendar, from, Math.Clamp(points, 1, MostPoints));
    }

    /// <summary>How many buckets there are from the one of a second to the one of another; counted no further than one too many.</summary>
    static int Points(BucketCalendar calendar, long from, long last)
    {
        var points = 0;
        for (var start = calendar.Floor(from); start <= last && points <= MostPoints; start = calendar.Next(start))
            points++;
        return points;
    }

    static StatisticsAnswer Answer(Position position, BucketWindow window, BucketWindow? previous) =>
        new(position.Value, QueryRules.Name(window.Calendar.Resolution), window.Calendar.Zone.Id, Text(window.From), Text(window.To),
            [.. window.Series.Select(s => new SeriesAnswer(s.Name(), s.Unit(), s.IsLevel() ? "level" : "flow"))], BucketsOf(window))
        {
            Previous = previous is null ? null : BucketsOf(previous),
        };

    static BucketAnswer[] BucketsOf(BucketWindow window)
    {
        var buckets = new BucketAnswer[window.Points];
        for (var i = 0; i < buckets.Length; i++)
        {
            var (counts, sums) = (new long[window.Series.Count], new long[window.Series.Count]);
            for (var s = 0; s < counts.Length; s++)
                (counts[s], sums[s]) = window[s, i];
            buckets[i] = new BucketAnswer(Text(window.StartOf(i)), counts, sums);
        }
        return buckets;
    }

    static string Text(long second) => InstantPattern.General.Format(Instant.FromUnixTimeSeconds(second));
}

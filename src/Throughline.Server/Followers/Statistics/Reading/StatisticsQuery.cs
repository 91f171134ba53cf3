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
        QueryRules.Zone(request.Zone, rules);
        var window = Window(request, rules);
        if (rules.Refusal is { } refusal)
            return (null, refusal);

        if (project is { } foreign && !seen.Contains(foreign))
            return (null, AskedProject.NoSuchProject);
        await using var snapshot = await StatisticsSnapshot.OpenAsync(dataSource, cancellation);
        if (project is { } id && !await snapshot.KnowsAsync(id, cancellation))
            return (null, AskedProject.NoSuchProject);
        if (!await snapshot.ReadAsync(QueryRules.Projects(project).And(seen), window, ahead: false, cancellation))
            return (null, Refusal.Invalid("from", "Buckets of seconds are kept for 24 hours and those of minutes for 90 days; what is older"
                + $" is added up from the journal, at most {RawRead.MostFacts} facts at a time, and there are more. Ask for a shorter range "
                + "or a coarser resolution."));
        return (Answer(snapshot.Position, window), null);
    }

    BucketWindow Window(StatisticsRequest request, InputRules rules)
    {
        var resolution = QueryRules.Resolution(request.Resolution, rules);
        var series = QueryRules.Series(request.Series, rules);
        var first = QueryRules.Beginning("from", request.From, rules);
        var to = resolution.Ceiling(QueryRules.End("to", request.To, rules) ?? time.GetUtcNow().ToUnixTimeSeconds() + 1);
        var from = resolution.Floor(first ?? to - QueryRules.DefaultPoints(resolution) * resolution.Length());
        var points = (to - from) / resolution.Length();
        if (points < 1)
            rules.Add("from", "It must be before 'to'.");
        else if (points > MostPoints)
            rules.Add("from", $"The range has {points} buckets; at most {MostPoints} are answered. "
                + "Ask for a shorter range or a coarser resolution.");
        return new BucketWindow(series, resolution, from, (int)Math.Clamp(points, 1, MostPoints));
    }

    static StatisticsAnswer Answer(Position position, BucketWindow window)
    {
        var buckets = new BucketAnswer[window.Points];
        for (var i = 0; i < buckets.Length; i++)
        {
            var (counts, sums) = (new long[window.Series.Count], new long[window.Series.Count]);
            for (var s = 0; s < counts.Length; s++)
                (counts[s], sums[s]) = window[s, i];
            buckets[i] = new BucketAnswer(Text(window.StartOf(i)), counts, sums);
        }
        return new StatisticsAnswer(position.Value, QueryRules.Name(window.Resolution), "UTC", Text(window.From), Text(window.To),
            [.. window.Series.Select(s => new SeriesAnswer(s.Name(), s.Unit(), s.IsLevel() ? "level" : "flow"))], buckets);
    }

    static string Text(long second) => InstantPattern.General.Format(Instant.FromUnixTimeSeconds(second));
}

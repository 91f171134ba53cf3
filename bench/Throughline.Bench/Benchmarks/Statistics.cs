using System.Globalization;
using Dapper;
using Throughline.Bench.Benchmarks.Journals;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Followers.Statistics.Reading;

namespace Throughline.Bench.Benchmarks;

/// <summary>What a question costs depends on its range, not on how much history there is.</summary>
sealed class Statistics : Benchmark
{
    const int Asks = 50;
    static readonly TimeSpan Span = TimeSpan.FromDays(730);
    static readonly string[] Resolutions = ["day", "month"];

    public override string Name => "statistics";

    public override string Compares => "stories.created over two years by day and by month, 10 million facts: the product's question against GROUP BY on the raw journal";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var (few, many) = stand.Extent.Of((1_000_000L, 10_000_000L), (100_000L, 1_000_000L));
        await using var postgres = await PrivatePostgres.StartAsync(cancel);
        var query = new StatisticsQuery(postgres.DataSource, TimeProvider.System);

        await PrepareAsync(stand, postgres, few, cancel);
        var rows = new List<Row>();
        var atFew = new Dictionary<string, double>();
        foreach (var resolution in Resolutions)
            if (await RefusalAsync(query, resolution, cancel) is { } refusal)
                rows.Add(new Row($"time by {resolution}", "–", "–", null, "≤ 0.001×", Verdict.None) { Note = $"not asked: the server answers \"{refusal}\"" });
            else
            {
                await AskAsync(query, resolution, postgres, cancel);
                atFew[resolution] = (await AskAsync(query, resolution, postgres, cancel)).Figures[Figure.Time];
                stand.Say($"by {resolution}, {few} facts: {atFew[resolution]:0.000} ms");
            }

        await PrepareAsync(stand, postgres, many, cancel);
        foreach (var resolution in atFew.Keys) rows.AddRange(await MeasureAsync(stand, postgres, query, resolution, few, many, atFew[resolution], cancel));
        return rows;
    }

    static async Task<IReadOnlyList<Row>> MeasureAsync(
        Stand stand, PrivatePostgres postgres, StatisticsQuery query, string resolution, long few, long many, double atFew, CancellationToken cancel)
    {
        var durable = (await Durability.ReadAsync(postgres.DataSource)).ToString();
        var ours = new Side($"Throughline by {resolution}", token => AskAsync(query, resolution, postgres, token))
        {
            Durability = durable,
            Batching = $"the server's own code on one connection, all of its round trips included; a sample is the median of {Asks}",
            Load = "the same machine",
        };
        var raw = new Side($"GROUP BY {resolution}", token => GroupAsync(postgres, resolution, token))
        {
            Durability = durable,
            Batching = "one statement over the journal, with as many processes as PostgreSQL takes for it",
            Load = "the same machine",
        };
        var rounds = await stand.InterleaveAsync(cancel, ours, raw);
        var growth = rounds.Of(ours, Figure.Time).Median / atFew;
        var flat = Goal.RatioAtMost(1.5);
        return
        [
            rounds.Compare(Figure.Time, ours, raw, Goal.RatioAtMost(0.001)) with { What = $"time by {resolution}, against GROUP BY, {many:#,0} facts" },
            new Row($"time by {resolution}, {many:#,0} facts against {few:#,0}", Figure.Time.Show(rounds.Of(ours, Figure.Time).Median), Figure.Time.Show(atFew),
                new Spread(growth, growth, growth), "flat: " + flat.Text, flat.IsMetBy(growth) ? Verdict.Met : Verdict.NotMet) { Sides = [ours], Rounds = rounds },
        ];
    }

    /// <summary>The journal, and the buckets as `recount --repair` makes them: it shares nothing with the follower, and is compared with a second count below.</summary>
    static async Task PrepareAsync(Stand stand, PrivatePostgres postgres, long facts, CancellationToken cancel)
    {
        stand.Say($"a journal of {facts:#,0} facts");
        await JournalRows.MakeAsync(postgres, facts, Span, cancel);
        await postgres.ExecuteAsync($"INSERT INTO followers (name, position) VALUES ('statistics', {facts})", cancel);
        // As the follower keeps them: seconds for a day, minutes for 90.
        await postgres.ExecuteAsync(
            """
            UPDATE statistics_kept SET kept_from = date_trunc('minute', now() - interval '24 hours') WHERE resolution = 1;
            UPDATE statistics_kept SET kept_from = date_trunc('minute', now() - interval '90 days') WHERE resolution = 60
            """, cancel);
        stand.Say("its buckets, by recount --repair");
        var report = await new StatisticsRecount(postgres.DataSource).RunAsync(repair: true, cancel);
        if (!report.Repaired) throw new InvalidOperationException("The recount found nothing to put right in empty buckets.");
        await postgres.ExecuteAsync("VACUUM ANALYZE statistics_buckets", cancel);
    }

    static async Task<string?> RefusalAsync(StatisticsQuery query, string resolution, CancellationToken cancel)
    {
        var (_, refusal) = await query.AskAsync(Request(resolution), cancel);
        return refusal is null ? null : refusal.Errors is { Count: > 0 } errors ? string.Join(" ", errors.SelectMany(error => error.Value)) : refusal.Detail;
    }

    static async Task<Sample> AskAsync(StatisticsQuery query, string resolution, PrivatePostgres postgres, CancellationToken cancel)
    {
        var request = Request(resolution);
        var took = new List<double>();
        var (cpu, all) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        StatisticsAnswer? answer = null;
        for (var at = 0; at < Asks; at++)
        {
            var started = TimeProvider.System.GetTimestamp();
            (answer, _) = await query.AskAsync(request, cancel);
            took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Figure.Time] = Spread.Of(took).Median },
            Seconds = TimeProvider.System.GetElapsedTime(all).TotalSeconds,
            CpuSeconds = postgres.CpuSeconds() - cpu,
            Void = await DifferenceAsync(postgres, resolution, answer!, cancel),
        };
    }

    /// <summary>What was answered quickly has to be what the journal says.</summary>
    static async Task<string?> DifferenceAsync(PrivatePostgres postgres, string resolution, StatisticsAnswer answer, CancellationToken cancel)
    {
        var counted = await CountAsync(postgres, resolution, cancel);
        var told = answer.Buckets.Where(bucket => bucket.Counts[0] > 0).ToDictionary(bucket => DateTime.Parse(bucket.Start, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), bucket => bucket.Counts[0]);
        var differing = counted.Count(one => told.GetValueOrDefault(one.Key) != one.Value) + told.Keys.Count(start => !counted.ContainsKey(start));
        return differing == 0 && counted.Count > 0 ? null : $"{differing} of {counted.Count} buckets differ from the journal";
    }

    static async Task<Sample> GroupAsync(PrivatePostgres postgres, string resolution, CancellationToken cancel)
    {
        var (cpu, started) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        await CountAsync(postgres, resolution, cancel);
        var took = TimeProvider.System.GetElapsedTime(started);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Figure.Time] = took.TotalMilliseconds },
            Seconds = took.TotalSeconds,
            CpuSeconds = postgres.CpuSeconds() - cpu,
        };
    }

    static async Task<Dictionary<DateTime, long>> CountAsync(PrivatePostgres postgres, string resolution, CancellationToken cancel)
    {
        await using var connection = await postgres.DataSource.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(DateTime Start, long Count)>(new CommandDefinition(
            """
            SELECT date_trunc(@resolution, coalesce(effective_at, at), 'UTC'), count(*)
            FROM journal
            WHERE type = 'story.created' AND coalesce(effective_at, at) >= now() - interval '760 days'
            GROUP BY 1
            """, new { resolution }, commandTimeout: 0, cancellationToken: cancel));
        return rows.ToDictionary(row => row.Start, row => row.Count);
    }

    static StatisticsRequest Request(string resolution)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new StatisticsRequest("stories.created", resolution, null, Text(now - Span - TimeSpan.FromDays(30)), Text(now), null);

        static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using Dapper;
using Throughline.Bench.Benchmarks.Journals;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Domain.Projects;
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
        // Reading is measured: without its log the journal is made in half the time, and is read just the same.
        await postgres.ExecuteAsync("ALTER TABLE journal SET UNLOGGED", cancel);
        var query = new StatisticsQuery(postgres.DataSource, TimeProvider.System);
        var durable = (await Durability.ReadAsync(postgres.DataSource)).ToString();

        await PrepareAsync(stand, postgres, few, recount: true, cancel);
        var rows = new List<Row>();
        var atFew = new Dictionary<string, Spread>();
        foreach (var resolution in Resolutions)
            if (await RefusalAsync(query, resolution, cancel) is { } refusal)
                rows.Add(new Row($"time by {resolution}", "–", "–", null, "≤ 0.001×", Verdict.None) { Note = $"not measured: the server answers \"{refusal}\"" });
            else
                atFew[resolution] = await FewAsync(Ours(resolution));

        await PrepareAsync(stand, postgres, many, recount: false, cancel);
        foreach (var resolution in atFew.Keys) rows.AddRange(await ManyAsync(Ours(resolution), Raw(resolution), resolution));
        return rows;

        Side Ours(string resolution) => new($"Throughline by {resolution}", token => AskAsync(query, resolution, postgres, token))
        {
            Durability = durable,
            Batching = $"the server's own code with all of its round trips, from call to answer; a sample is the median of {Asks}",
            Load = "the same process, one question after the other",
        };

        Side Raw(string resolution) => new($"GROUP BY {resolution}", token => GroupAsync(postgres, resolution, token))
        {
            Durability = durable,
            Batching = "one statement over the journal, with as many processes as PostgreSQL takes for it",
            Load = "the same process, one question after the other",
        };

        async Task<Spread> FewAsync(Side ours) => (await stand.InterleaveAsync(cancel, ours)).Of(ours, Figure.Time);

        async Task<IReadOnlyList<Row>> ManyAsync(Side ours, Side raw, string resolution)
        {
            var rounds = await stand.InterleaveAsync(cancel, ours, raw);
            var growth = rounds.Of(ours, Figure.Time).Median / atFew[resolution].Median;
            var flat = Goal.RatioAtMost(1.5);
            var judged = rounds.Judge(Figure.Time, ours, new Goal("flat: " + flat.Text, _ => flat.IsMetBy(growth)));
            return
            [
                rounds.Compare(Figure.Time, ours, raw, Goal.RatioAtMost(0.001)) with { What = $"time by {resolution}, {many:#,0} facts, against GROUP BY" },
                judged with { What = $"time by {resolution}, {many:#,0} facts, against {few:#,0} facts", Other = Figure.Time.Show(atFew[resolution].Median), Ratio = new Spread(growth, growth, growth) },
            ];
        }
    }

    static async Task PrepareAsync(Stand stand, PrivatePostgres postgres, long facts, bool recount, CancellationToken cancel)
    {
        stand.Say($"a journal of {facts:#,0} facts");
        await JournalRows.MakeAsync(postgres, facts, Span, cancel);
        stand.Say("its buckets");
        await BucketTables.FillAsync(postgres, facts, cancel);
        if (recount)
        {
            stand.Say("recounted");
            var report = await new StatisticsRecount(postgres.DataSource).RunAsync(repair: false, cancel);
            if (!report.Agrees) throw new InvalidOperationException($"{report.Differing} buckets differ from what `recount` counts: {report.Differences[0]}");
        }
        await postgres.ExecuteAsync("CHECKPOINT", cancel);
    }

    static async Task<string?> RefusalAsync(StatisticsQuery query, string resolution, CancellationToken cancel)
    {
        var (_, refusal) = await query.AskAsync(Request(resolution), ProjectSet.All, cancel);
        return refusal?.Errors?.GetValueOrDefault("resolution")?[0] ?? refusal?.Detail;
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
            (answer, _) = await query.AskAsync(request, ProjectSet.All, cancel);
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
        var told = answer.Buckets.Where(bucket => bucket.Counts[0] > 0)
            .ToDictionary(bucket => DateTime.Parse(bucket.Start, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), bucket => bucket.Counts[0]);
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
        return new StatisticsRequest { Series = "stories.created", Resolution = resolution, From = Text(now - Span - TimeSpan.FromDays(30)), To = Text(now) };

        static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Server.Client;

namespace Throughline.Server.Cli.Simulate;

/// <summary>What the server's statistics say of a project, added up from the day before a simulation began.</summary>
/// <param name="Position">The journal's position that they are true at.</param>
/// <param name="BySeries">How often it happened; seconds for time.</param>
sealed record ServerTotals(long Position, IReadOnlyDictionary<string, long> BySeries)
{
    public const string TimeSeries = "time.seconds";

    /// <summary>The series that a simulation moves.</summary>
    static readonly string[] Series =
        ["stories.created", "tasks.created", "tasks.claimed", "tasks.completed", "tasks.released", "tasks.expired", "tasks.setAside", TimeSeries];

    /// <param name="beginning">When the simulation began, by this machine's clock: a day's margin is more than clocks differ by.</param>
    public static async Task<ServerTotals> ReadAsync(ApiConnection api, ProjectId project, DateTimeOffset beginning, CancellationToken cancellation)
    {
        var answer = await api.GetAsync(
            $"/api/statistics?projectId={project}&resolution=day&series={string.Join(',', Series)}"
            + $"&from={Day(beginning.AddDays(-1))}&to={Day(api.Time.GetUtcNow().AddDays(2))}",
            TotalsJson.Default.TotalsAnswer, cancellation);
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < answer.Series.Count; i++)
            sums[answer.Series[i].Name] = answer.Buckets.Sum(b => answer.Series[i].Name == TimeSeries ? b.Sums[i] : b.Counts[i]);
        return new ServerTotals(answer.Position, sums);
    }

    /// <summary>What came since.</summary>
    public long Since(ServerTotals before, string series) => BySeries[series] - before.BySeries[series];

    static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);
}

sealed record TotalsAnswer(long Position, IReadOnlyList<TotalsSeries> Series, IReadOnlyList<TotalsBucket> Buckets);

sealed record TotalsSeries(string Name);

sealed record TotalsBucket(IReadOnlyList<long> Counts, IReadOnlyList<long> Sums);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TotalsAnswer))]
sealed partial class TotalsJson : JsonSerializerContext;

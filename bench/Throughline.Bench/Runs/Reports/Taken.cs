using System.Globalization;

namespace Throughline.Bench.Runs.Reports;

/// <summary>When, of which version and on what a run's figures were taken.</summary>
sealed record Taken(string When, string Commit, string Machine)
{
    public static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

namespace Throughline.Bench.Runs;

/// <summary>Median and range of what came out round by round.</summary>
sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new ArgumentException("Nothing was measured.", nameof(values));
        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}

namespace Throughline.Bench.Runs;

/// <summary>What a figure, or the ratio of two, is to reach.</summary>
sealed record Goal(string Text, Func<double, bool> IsMetBy)
{
    public static Goal RatioAtLeast(double ratio) => new($"≥ {Figure.Number(ratio)}×", value => value >= ratio);

    public static Goal RatioAtMost(double ratio) => new($"≤ {Figure.Number(ratio)}×", value => value <= ratio);

    public static Goal AtMost(double limit, Figure figure) => new($"≤ {figure.Show(limit)}", value => value <= limit);

    public static Goal Below(double limit, Figure figure) => new($"< {figure.Show(limit)}", value => value < limit);
}

namespace Throughline.Bench.Runs;

/// <summary>What a figure, or the ratio of two, is to reach.</summary>
sealed record Goal(string Text, Func<double, bool> IsMetBy)
{
    public static Goal RatioAtLeast(double ratio) => new($"≥ {Plain(ratio)}×", value => value >= ratio);

    public static Goal RatioAtMost(double ratio) => new($"≤ {Plain(ratio)}×", value => value <= ratio);

    public static Goal AtMost(double limit, Figure figure) => new($"≤ {Plain(limit)}{figure.Unit}", value => value <= limit);

    public static Goal Below(double limit, Figure figure) => new($"< {Plain(limit)}{figure.Unit}", value => value < limit);

    // A goal is a round number, written as it was set.
    static string Plain(double value) => value.ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture);
}

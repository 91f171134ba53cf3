namespace Throughline.Chaos.Trials;

/// <summary>How a scenario came out.</summary>
/// <param name="Skipped">Why it was left out; null: it was run.</param>
/// <param name="Failure">What does not hold; null: everything does.</param>
sealed record TrialResult(string Scenario, int Seed, int Cycles, long Acknowledged, TimeSpan Took, string? Skipped = null, string? Failure = null)
{
    public bool Passed => Skipped is null && Failure is null;

    /// <summary>What the scenario found worth telling.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

namespace Throughline.Bench.Runs;

/// <summary>What one side did in one round.</summary>
sealed record Sample
{
    public required IReadOnlyDictionary<Figure, double> Figures { get; init; }

    /// <summary>How long it was measured.</summary>
    public double Seconds { get; init; }

    /// <summary>CPU seconds of the server (its PostgreSQL included) in that time; null: there is no server.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Answers that were no 2xx, connections and requests that failed, and whatever else must not happen.</summary>
    public long Failed { get; init; }

    /// <summary>What else makes the run void, such as a record that is not there; null: nothing.</summary>
    public string? Void { get; init; }

    public override string ToString() =>
        string.Join(", ", Figures.Select(figure => $"{figure.Key.Name} {figure.Key.Show(figure.Value)}"))
        + (CpuSeconds is { } cpu ? $", {Figure.Number(cpu)} CPU s in {Figure.Number(Seconds)} s" : "")
        + (Failed > 0 ? $", {Failed} FAILED" : "") + (Void is null ? "" : $", VOID: {Void}");
}

namespace Throughline.Bench.Runs;

enum Verdict
{
    /// <summary>Shown for comparison; there is no goal for it.</summary>
    None,
    Met,
    NotMet,

    /// <summary>Something failed, so the figures say nothing.</summary>
    Void,
}

/// <summary>One line of the table.</summary>
/// <param name="What">The figure, such as "rate", and whom it is compared with.</param>
/// <param name="Other">"–" where a figure stands for itself.</param>
/// <param name="Ratio">Of each round, ours by theirs; null: the figure stands for itself.</param>
sealed record Row(string What, string Ours, string Other, Spread? Ratio, string Goal, Verdict Verdict)
{
    /// <summary>The sides that it tells of; the conditions of each are printed once.</summary>
    public IReadOnlyList<Side> Sides { get; init; } = [];

    /// <summary>What they did, round by round.</summary>
    public Rounds? Rounds { get; init; }

    public IReadOnlyList<Sample> Samples(Side side) => Rounds is null ? [] : Rounds[side];

    /// <summary>Server CPU seconds of ours and of the other, as text.</summary>
    public string Cpu { get; init; } = "–";

    /// <summary>Why it is void, or what has to be known besides.</summary>
    public string? Note { get; init; }

    /// <summary>A benchmark that broke down.</summary>
    public static Row Broken(string why) => new("–", "–", "–", null, "–", Verdict.Void) { Note = why };

    public string ShowRatio() => Ratio is null ? "–" : $"{Figure.Number(Ratio.Median)}× ({Figure.Number(Ratio.Least)}–{Figure.Number(Ratio.Most)})";

    public string ShowVerdict() => Verdict switch
    {
        Verdict.Met => "met",
        Verdict.NotMet => "not met",
        Verdict.Void => "VOID",
        _ => "–",
    };
}

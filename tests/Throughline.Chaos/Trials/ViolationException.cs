namespace Throughline.Chaos.Trials;

/// <summary>Something that was promised does not hold.</summary>
sealed class ViolationException(IReadOnlyList<Violation> violations)
    : Exception(string.Join('\n', violations.Select(v => $"{v.Rule}: {v.Text}")))
{
    public ViolationException(string rule, string text)
        : this([new Violation(rule, text)])
    {
    }

    public IReadOnlyList<Violation> Violations { get; } = violations;
}

/// <param name="Rule">The rule of the oracle that does not hold.</param>
sealed record Violation(string Rule, string Text);

using Throughline.Domain.Facts;

namespace Throughline.Domain;

/// <summary>What was decided on a command: facts (perhaps none: nothing changes), or a refusal.</summary>
public readonly record struct Decision
{
    Decision(IReadOnlyList<Draft> facts, Refusal? refusal)
    {
        Facts = facts;
        Refusal = refusal;
    }

    public IReadOnlyList<Draft> Facts { get; }

    public Refusal? Refusal { get; }

    public static Decision Nothing => new([], null);

    public static Decision Of(params IReadOnlyList<Draft> facts) => new(facts, null);

    public static Decision Refuse(Refusal refusal) => new([], refusal);

    public static implicit operator Decision(Refusal refusal) => Refuse(refusal);

    public static implicit operator Decision(List<Draft> facts) => new(facts, null);

    public static implicit operator Decision(Draft fact) => new([fact], null);
}

using Throughline.Domain.Facts;
using Throughline.Domain.Work;

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

    /// <summary>The worker's session as it is from now on, if the decision touches one.</summary>
    public WorkerSession? Session { get; private init; }

    /// <summary>What it changes in rows that follow from no facts: names, mail addresses, secrets. They can be erased; the journal can't.</summary>
    public Action<State>? Aside { get; private init; }

    /// <summary>The workers' sessions that end.</summary>
    public IReadOnlyList<WorkerSessionId> Ended { get; private init; } = [];

    public Refusal? Refusal { get; }

    public static Decision Nothing => new([], null);

    public static Decision Of(params IReadOnlyList<Draft> facts) => new(facts, null);

    /// <summary>A worker was heard of.</summary>
    public static Decision Of(WorkerSession session) => new([], null) { Session = session };

    public static Decision End(IReadOnlyList<WorkerSessionId> sessions) => new([], null) { Ended = sessions };

    public static Decision Refuse(Refusal refusal) => new([], refusal);

    /// <summary>The same decision, which also ends workers' sessions.</summary>
    public Decision Ending(IReadOnlyList<WorkerSessionId> sessions) => this with { Ended = sessions };

    /// <summary>The same decision, which also changes rows that follow from no facts.</summary>
    public Decision With(Action<State> aside) => this with { Aside = aside };

    public static implicit operator Decision(Refusal refusal) => Refuse(refusal);

    public static implicit operator Decision(List<Draft> facts) => new(facts, null);

    public static implicit operator Decision(Draft fact) => new([fact], null);
}

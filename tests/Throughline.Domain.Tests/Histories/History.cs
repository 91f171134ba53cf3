using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Commands decided one after the other, each on the rows that the facts before it made.</summary>
public sealed class History
{
    readonly List<Turn> _turns = [];
    readonly Binding _binding;
    Position _position = Position.Start;
    Instant _now = Instant.FromUtc(2026, 1, 31, 23, 59, 58);

    History() => _binding = new(State, () => _now);

    public State State { get; } = new();

    public IReadOnlyList<Turn> Turns => _turns;

    /// <summary>Every fact: dense positions, times that never go back.</summary>
    public IEnumerable<Fact> Facts => _turns.SelectMany(t => t.Facts);

    public static History Of(IEnumerable<Step> steps)
    {
        var history = new History();
        foreach (var step in steps)
            history.Take(step);
        return history;
    }

    void Take(Step step)
    {
        _now += Duration.FromTicks(step.Wait * 10L);
        var before = Tables.Of(State);
        var bound = _binding.Bind(step);
        var refusal = bound.Check();
        var decision = refusal is null ? bound.Decide() : refusal;
        var facts = new List<Fact>();
        foreach (var draft in decision.Facts)
        {
            _position = _position.Next;
            var fact = new Fact(_position, _now, draft.EffectiveAt ?? _now, draft.ProjectId, UserId.Local, draft.SubjectId, draft.Data);
            State.Apply(fact);
            facts.Add(fact);
        }
        _turns.Add(new(step, bound.Command, bound.SubjectId, bound.Known, refusal, decision, facts, before, Tables.Of(State)));
    }

    public override string ToString() => string.Join('\n', _turns);
}

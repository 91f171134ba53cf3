using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Commands decided one after the other, each on the rows that the facts before it made.</summary>
public sealed class History
{
    readonly List<Turn> _turns = [];
    readonly Writer _writer = new(Instant.FromUtc(2026, 1, 31, 23, 59, 58));
    readonly Binding _binding;

    History() => _binding = new(_writer);

    public State State => _writer.State;

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
        _writer.Now += Duration.FromTicks(step.Wait * 10L);
        var bound = _binding.Bind(step);
        if (bound.Command is ClaimTasks claim)
            _writer.Load(claim.ProjectId, claim.Count);
        if (bound.Command is ExpireLeases)
            _writer.LoadSessions();
        var refusal = bound.Check();
        foreach (var decision in refusal is null ? bound.Decide() : [refusal])
        {
            var before = Tables.Of(State);
            var facts = _writer.Take(decision);
            _turns.Add(new(step, bound.Command, bound.SubjectId, bound.Known, refusal, decision, facts, State.Now, before, Tables.Of(State),
                State.Sessions.All.ToDictionary(s => s.Id)));
        }
    }

    public override string ToString() => string.Join('\n', _turns);
}

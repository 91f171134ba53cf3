using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>One step of a history as it went.</summary>
/// <param name="Step">The step.</param>
/// <param name="Command">Its command with ids and version.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="Known">Whether that was there; always so for what it makes.</param>
/// <param name="InputRefusal">What was wrong with the input alone.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Facts">The decided facts, in their places.</param>
/// <param name="Before">Every row before, by id.</param>
/// <param name="After">Every row after, by id.</param>
public sealed record Turn(
    Step Step, object Command, Guid SubjectId, bool Known, Refusal? InputRefusal, Decision Decision, IReadOnlyList<Fact> Facts,
    IReadOnlyDictionary<Guid, object> Before, IReadOnlyDictionary<Guid, object> After)
{
    public override string ToString() =>
        $"{Command.GetType().Name} {SubjectId} {Step.Claim}: {Decision.Refusal?.Code}{string.Concat(Facts.Select(f => $"\n    {f.Data}"))}";
}

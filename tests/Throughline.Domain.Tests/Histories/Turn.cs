using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>One decision of a history as it went; a claim and an expiry make several.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Command">Its command with ids and version.</param>
/// <param name="SubjectId">What the command is about.</param>
/// <param name="Known">Whether that was there; always so for what it makes.</param>
/// <param name="InputRefusal">What was wrong with the input alone.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Facts">The decided facts, in their places.</param>
/// <param name="Now">When.</param>
/// <param name="Before">Every row before, by id.</param>
/// <param name="After">Every row after, by id.</param>
/// <param name="Sessions">The workers' sessions after.</param>
public sealed record Turn(
    Step Step, object Command, Guid SubjectId, bool Known, Refusal? InputRefusal, Decision Decision, IReadOnlyList<Fact> Facts, Instant Now,
    IReadOnlyDictionary<Guid, object> Before, IReadOnlyDictionary<Guid, object> After,
    IReadOnlyDictionary<WorkerSessionId, WorkerSession> Sessions)
{
    /// <summary>What workers do, or what happens to them; all else is a person's.</summary>
    public bool IsWork => Command is ClaimTasks or CompleteTask or ReleaseTask or RequeueTask or ExpireLeases or SendHeartbeat;

    public WorkTask? TaskBefore(Guid id) => Before.GetValueOrDefault(id) as WorkTask;

    public WorkTask? TaskAfter(Guid id) => After.GetValueOrDefault(id) as WorkTask;

    public override string ToString() =>
        $"{Now} {Command.GetType().Name} {SubjectId} {Step.Claim}: {Decision.Refusal?.Code}{string.Concat(Facts.Select(f => $"\n    {f.SubjectId} {f.Data}"))}";
}

using System.Globalization;
using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

/// <summary>Who may end a lease: whoever names its epoch, as long as no other claim and no person has taken the task.</summary>
static partial class LeaseRule
{
    public static Refusal? RefuseHolder(this WorkTask task, int epoch)
    {
        var holds = task.Lease.Epoch == epoch && task.Lease.State is LeaseState.Held or LeaseState.Expired && epoch > 0;
        Overlook(ref holds);
        if (holds)
            return null;
        var now = task.Lease switch
        {
            { Epoch: 0 } => "It was never claimed.",
            { Epoch: var current } when current != epoch => string.Create(CultureInfo.InvariantCulture, $"It is at leaseEpoch {current} now."),
            { State: var state } => $"That lease is {state}.",
        };
        return Refusal.Conflict("lease-lost",
            string.Create(CultureInfo.InvariantCulture, $"The lease with leaseEpoch {epoch} does not hold the task. {now} Forget it and claim again."));
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Overlook(ref bool holds);

    public static Refusal? RefuseTime(this WorkTask task, Seconds more) => new Seconds(task.TimeSpent.Value + more.Value).IsSane
        ? null
        : Refusal.Conflict("time-too-long", $"With it the task's time would be beyond {Seconds.Longest} seconds.");

    /// <summary>The time spent with <paramref name="more"/>.</summary>
    public static Changed<Seconds>? With(this WorkTask task, Seconds more) =>
        Changed.Between(task.TimeSpent, new Seconds(task.TimeSpent.Value + more.Value));

    public static Draft GivenUp(this WorkTask task, string reason) =>
        new(task.ProjectId, task.Id.Value, new TaskSetAside(task.StoryId, task.Attempts, reason));
}

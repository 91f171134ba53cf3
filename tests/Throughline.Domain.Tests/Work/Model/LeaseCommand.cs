namespace Throughline.Domain.Tests.Work.Model;

/// <summary>What workers 0–2 and a person do to the tasks in places 0–3; those in 0 and 1 are of story 0, the others of story 1.</summary>
public abstract record LeaseCommand
{
    public sealed record Claims(int Worker, int Count, int Lease) : LeaseCommand;

    public sealed record Beats(int Worker, bool Leaves) : LeaseCommand;

    /// <param name="Off">How far the named leaseEpoch is from the task's.</param>
    public sealed record Completes(int Task, int Off, long Time) : LeaseCommand;

    public sealed record Releases(int Task, int Off, long Time, bool Failed) : LeaseCommand;

    public sealed record TimePasses(int Seconds) : LeaseCommand;

    public sealed record Sweeps : LeaseCommand;

    public sealed record Requeues(int Task) : LeaseCommand;

    public sealed record Moves(int Task, Status To) : LeaseCommand;

    public sealed record Edits(int Task, long Time) : LeaseCommand;

    public sealed record Deletes(int Task) : LeaseCommand;

    public sealed record Adds(int Task) : LeaseCommand;

    public sealed record Prioritises(int Story, Priority Priority) : LeaseCommand;

    public sealed record Finishes(int Story, bool WithTasks) : LeaseCommand;
}

using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>What a pool works on, and how.</summary>
public sealed record WorkerPoolOptions
{
    public const int LargestSize = 500;

    /// <summary>Null: the one project that the caller sees.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>The name that people see, 1 to 100 characters.</summary>
    public required string Worker { get; init; }

    /// <summary>Tasks that are worked on at the same time, 1 to <see cref="LargestSize"/>.</summary>
    public int Size { get; init; } = 4;

    /// <summary>How long the server keeps tasks for a worker that it hears nothing of: 5 seconds to an hour.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a claim waits for tasks to come: at most a minute, and never longer than half of the lease.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long work in progress may go on once the pool is asked to finish.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the last outcomes may take to reach the server.</summary>
    public TimeSpan SendWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pool ends when nothing can be claimed and it holds nothing.</summary>
    public bool UntilEmpty { get; init; }
}

using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Server.Features.Tasks;

/// <summary>A task as the API shows it.</summary>
/// <param name="Id">Identity.</param>
/// <param name="StoryId">The story it belongs to.</param>
/// <param name="ProjectId">The project of its story.</param>
/// <param name="Title">One line, 1 to 500 characters.</param>
/// <param name="Description">Text, perhaps empty, at most 100,000 characters.</param>
/// <param name="Status">Open, In Progress or Done.</param>
/// <param name="Estimate">Seconds it should take.</param>
/// <param name="TimeSpent">Seconds it took so far.</param>
/// <param name="Attempts">How often it was claimed since it was made, requeued or reopened.</param>
/// <param name="SetAside">It failed too often: nobody gets it until it is requeued.</param>
/// <param name="Failure">Why the last attempt failed, if it did.</param>
/// <param name="Lease">Who works on it under a lease, if anyone.</param>
/// <param name="Version">Counts what people edit; send it as If-Match.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record TaskResponse(
    TaskId Id, StoryId StoryId, ProjectId ProjectId, string Title, string Description, Status Status, Seconds Estimate, Seconds TimeSpent,
    int Attempts, bool SetAside, string? Failure, LeaseResponse? Lease, int Version, Instant CreatedAt, Instant UpdatedAt)
{
    /// <param name="state">Holds the task and, if it is under a lease, the worker's session.</param>
    public static TaskResponse Of(State state, TaskId id)
    {
        var task = state.Tasks.Get(id);
        return new(task.Id, task.StoryId, task.ProjectId, task.Title, task.Description, task.Status, task.Estimate, task.TimeSpent,
            task.Attempts, task.SetAside, task.Failure, LeaseResponse.Of(state, task), task.Version, task.CreatedAt, task.UpdatedAt);
    }
}

/// <summary>A lease that a task is worked on under.</summary>
/// <param name="SessionId">The worker's session.</param>
/// <param name="Worker">What the worker calls itself.</param>
/// <param name="LeaseEpoch">Names the lease.</param>
/// <param name="ClaimedAt">Since when.</param>
/// <param name="LeaseUntil">Until when, unless the worker is heard of again.</param>
public sealed record LeaseResponse(WorkerSessionId SessionId, string Worker, int LeaseEpoch, Instant ClaimedAt, Instant LeaseUntil)
{
    public static LeaseResponse? Of(State state, WorkTask task) =>
        task is { IsUnderLease: true, Lease: { SessionId: { } id, ClaimedAt: { } since } lease } && state.Sessions.Find(id) is { } session
            ? new(id, session.Worker, lease.Epoch, since, session.LeaseUntil)
            : null;
}

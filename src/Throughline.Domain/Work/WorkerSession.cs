using NodaTime;

namespace Throughline.Domain.Work;

/// <summary>
/// A worker that claims tasks, from its first claim until it is no longer heard of. The lease of every task that it holds ends when
/// the session's does, so that one heartbeat renews them all. Sessions say who is alive now; they are no history and make no facts.
/// </summary>
/// <param name="Worker">What the worker calls itself.</param>
/// <param name="Lease">How long it may be silent.</param>
/// <param name="LeaseUntil">When what it holds may be given to others.</param>
public sealed record WorkerSession(
    WorkerSessionId Id, ProjectId ProjectId, UserId ActorId, string Worker, Seconds Lease, Instant StartedAt, Instant LeaseUntil)
{
    public bool IsExpired(Instant now) => LeaseUntil <= now;

    /// <summary>Heard of at <paramref name="now"/>.</summary>
    public WorkerSession Renewed(Instant now) => this with { LeaseUntil = now + Duration.FromSeconds(Lease.Value) };
}

namespace Throughline.Domain.Work;

/// <summary>A worker says that it is alive, or that it stops. Of a session that has ended, or is another user's, it changes nothing.</summary>
/// <param name="Leaves">The session ends: what it still holds may be claimed by others at once.</param>
public sealed record SendHeartbeat(WorkerSessionId SessionId, UserId ActorId, bool Leaves)
{
    public Decision Decide(State state) => Find(state) switch
    {
        null => Decision.Nothing,
        { } session when Leaves => Decision.Of(session with { LeaseUntil = state.Now }),
        { } session => Decision.Of(session.Renewed(state.Now)),
    };

    /// <summary>The session, if it is alive and the user's own.</summary>
    public WorkerSession? Find(State state) => state.Sessions.Find(SessionId) is { } session && session.ActorId == ActorId ? session : null;
}

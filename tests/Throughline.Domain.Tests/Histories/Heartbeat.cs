using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>A worker says that it is alive, as the endpoint decides it.</summary>
public sealed record Heartbeat(WorkerSessionId SessionId)
{
    public Decision Decide(State state) => state.Sessions.Find(SessionId) is { } session ? Decision.Renew(session) : Decision.Nothing;
}

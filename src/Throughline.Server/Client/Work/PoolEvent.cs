namespace Throughline.Server.Client.Work;

/// <summary>What happens in a pool, for those who watch it.</summary>
public abstract record PoolEvent;

public sealed record TaskClaimed(ClaimedTask Task) : PoolEvent;

/// <summary>The server has taken it.</summary>
public sealed record TaskCompleted(ClaimedTask Task, WorkOutcome Outcome) : PoolEvent;

/// <summary>The server has taken it back.</summary>
public sealed record TaskReleased(ClaimedTask Task, WorkOutcome Outcome) : PoolEvent;

/// <summary>The lease is not the pool's any more: what was done for it does not count.</summary>
public sealed record TaskLost(ClaimedTask Task, string Detail) : PoolEvent;

/// <summary>The server can't be reached, or can't take it now; asking goes on.</summary>
public sealed record ServerAwaited(string Why) : PoolEvent;

/// <summary>The server answers again.</summary>
public sealed record ServerBack(TimeSpan After) : PoolEvent;

/// <summary>
/// No sign of life got through for as long as the lease lasts. Work goes on: only somebody else's claim takes a task away.
/// </summary>
public sealed record LeaseRanOut(int Holding) : PoolEvent;

/// <summary>The pool ended before the server had answered for this many tasks; their leases expire by themselves.</summary>
public sealed record LeftBehind(int Tasks) : PoolEvent;

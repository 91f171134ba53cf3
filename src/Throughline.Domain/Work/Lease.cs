using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain.Facts;
using Throughline.Domain.Json;

namespace Throughline.Domain.Work;

/// <summary>How a task's lease stands.</summary>
[JsonConverter(typeof(LeaseStateConverter))]
public enum LeaseState : short
{
    /// <summary>It was never claimed.</summary>
    None = 0,

    /// <summary>A worker has it.</summary>
    Held = 1,

    /// <summary>The worker completed it.</summary>
    Completed = 2,

    /// <summary>The worker gave it back.</summary>
    Released = 3,

    /// <summary>The worker was not heard of in time. As long as nobody else has taken the task, it may still complete it.</summary>
    Expired = 4,

    /// <summary>It had expired, and then a person moved the task.</summary>
    Void = 5,
}

/// <summary>The last lease that a task was given out under.</summary>
/// <param name="Epoch">1 for the first claim, one more for each that follows; 0: never claimed. Only a new epoch takes a task from its holder.</param>
/// <param name="SessionId">Whose it is, while it is held.</param>
/// <param name="ClaimedAt">Since when, while it is held.</param>
public sealed record Lease(LeaseState State, int Epoch, WorkerSessionId? SessionId, Instant? ClaimedAt)
{
    public static Lease None { get; } = new(LeaseState.None, 0, null, null);

    internal LeaseMove Claimed(WorkerSessionId session) => new(Epoch + 1, session, new(State, LeaseState.Held));

    internal LeaseMove Ended(LeaseState how) => new(Epoch, SessionId, new(State, how));

    /// <summary>What the lease is after a fact moved it.</summary>
    internal static Lease After(LeaseMove move, Instant at) => move.State.New == LeaseState.Held
        ? new(LeaseState.Held, move.LeaseEpoch, move.SessionId, at)
        : new(move.State.New, move.LeaseEpoch, null, null);
}

using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain.Facts;
using Throughline.Domain.Json;

namespace Throughline.Domain.Work;

/// <summary>How a task's lease stands.</summary>
[JsonConverter(typeof(NameConverter<LeaseState>))]
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
/// <param name="Earlier">How the leases before it ended.</param>
public sealed record Lease(LeaseState State, int Epoch, WorkerSessionId? SessionId, Instant? ClaimedAt, EarlierLeases Earlier = default)
{
    public static Lease None { get; } = new(LeaseState.None, 0, null, null);

    /// <summary>Whether the lease of an epoch, this or an earlier one, ended in this way.</summary>
    public bool Ended(int epoch, LeaseState how) => epoch == Epoch ? State == how : epoch > 0 && epoch < Epoch && Earlier.EndOf(Epoch - epoch) == how;

    internal LeaseMove Claimed(WorkerSessionId session) => new(Epoch + 1, new(State, LeaseState.Held), session);

    internal LeaseMove End(LeaseState how) => new(Epoch, new(State, how), SessionId);

    /// <summary>What the lease is after a fact moved it.</summary>
    internal Lease After(LeaseMove move, Instant at) => move.State.New == LeaseState.Held
        ? new(LeaseState.Held, move.LeaseEpoch, move.SessionId, at, Epoch == 0 ? default : Earlier.Then(State))
        : this with { State = move.State.New, SessionId = null, ClaimedAt = null };
}

/// <summary>
/// How the last 21 leases before the current one ended, three bits each, the latest lowest: so that a worker that repeats how it ended
/// one, because no answer came, is told that it did, also when others have claimed the task since.
/// </summary>
public readonly record struct EarlierLeases(long Bits)
{
    const int Width = 3;
    const int Remembered = 21;

    /// <param name="back">1: the lease before the current one.</param>
    /// <returns>None: it is too long ago.</returns>
    public LeaseState EndOf(int back) => back > Remembered ? LeaseState.None : (LeaseState)(Bits >> (Width * (back - 1)) & 7);

    internal EarlierLeases Then(LeaseState end) => new((Bits << Width | (long)end) & long.MaxValue);
}

using Throughline.Domain;

namespace Throughline.Server.Features.Simulation.Content;

/// <summary>An attempt at a task that fails: a pure function of the seed, the task and the attempt.</summary>
/// <param name="After">How much of the estimate was worked until then, 0.1 to 0.9.</param>
/// <param name="Reason">Why.</param>
public sealed record Failure(double After, string Reason)
{
    /// <param name="rate">How likely it is to fail, 0 to 1.</param>
    /// <returns>Null: it succeeds.</returns>
    public static Failure? Of(int seed, TaskId task, int attempt, double rate)
    {
        // The random part of a UUIDv7 is at its end.
        Span<byte> bytes = stackalloc byte[16];
        task.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var which = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        if (Dice.Throw(seed, Dice.For.Failure, which, (ulong)attempt) >= rate)
            return null;
        return new Failure(
            0.1 + 0.8 * Dice.Throw(seed, Dice.For.FailureMoment, which, (ulong)attempt),
            Phrases.Failures[(int)(Dice.Throw(seed, Dice.For.FailureReason, which, (ulong)attempt) * Phrases.Failures.Length)]);
    }
}

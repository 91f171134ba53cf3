using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>What became of a change: committed (or found to change nothing), or refused.</summary>
/// <param name="Value">The result, when it was not refused.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Position">The last of its facts; where it changed nothing, the journal's end when that was decided.</param>
/// <param name="Answer">For a change with an idempotency key: the answer, perhaps one that was given before.</param>
/// <param name="From">The first of its facts; null: it made none now.</param>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal, Position Position, Answer? Answer, Position? From = null);

/// <summary>A response as it is kept for its idempotency key.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ETag">Value of the ETag header, if any.</param>
/// <param name="Location">Value of the Location header, if any.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record Answer(int Status, string? ETag, string? Location, byte[] Body);

/// <summary>Names a request, so that repeating it gives the same answer and changes nothing more.</summary>
/// <param name="ActorId">Keys of different users never meet.</param>
/// <param name="Key">The client's name for the request.</param>
/// <param name="Fingerprint">A hash of the method, the path and the body.</param>
public sealed record IdempotencyKey(UserId ActorId, string Key, byte[] Fingerprint);

/// <summary>The writer loop has as much waiting as it may; nothing was changed. Try again soon.</summary>
public sealed class OverloadedException() : Exception("Too many changes are waiting.");

/// <summary>PostgreSQL can't be reached, or was lost while the change was written.</summary>
/// <param name="inDoubt">Whether the change may have been stored although no answer came.</param>
public sealed class StorageUnavailableException(bool inDoubt, Exception inner) : Exception("PostgreSQL can't be reached.", inner)
{
    public bool InDoubt { get; } = inDoubt;
}

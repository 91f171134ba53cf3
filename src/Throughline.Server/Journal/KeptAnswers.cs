using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>The kept answers that a commit's changes ask for, and those that it adds.</summary>
sealed class KeptAnswers
{
    readonly Dictionary<(UserId, string), (IdempotencyKey Key, Answer Answer)> _kept = [];

    public List<(IdempotencyKey Key, Answer Answer)> Added { get; } = [];

    public void Load(IdempotencyKey key, Answer answer) => _kept[(key.ActorId, key.Key)] = (key, answer);

    public void Keep(IdempotencyKey key, Answer answer)
    {
        Load(key, answer);
        Added.Add((key, answer));
    }

    /// <summary>The answer given before, or the refusal when the key named another request; null: the key is new.</summary>
    public (Answer? Answer, Refusal? Refusal)? Find(IdempotencyKey key)
    {
        if (!_kept.TryGetValue((key.ActorId, key.Key), out var kept))
            return null;
        return kept.Key.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint)
            ? (kept.Answer, null)
            : (null, new Refusal(RefusalKind.KeyReused, "idempotency-key-reused",
                "This Idempotency-Key was used for another request. Use a new key for a new request."));
    }
}

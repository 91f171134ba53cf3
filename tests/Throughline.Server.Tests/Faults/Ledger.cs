using System.Collections.Concurrent;

namespace Throughline.Server.Tests.Faults;

/// <summary>What clients were told: the stories whose making was acknowledged, by the request's key.</summary>
sealed class Ledger
{
    readonly ConcurrentDictionary<string, string> _acknowledged = new();

    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>Requests that never got an answer: their story may exist once or not at all.</summary>
    public ConcurrentBag<string> Unanswered { get; } = [];

    public void Acknowledge(string key, string storyId) => _acknowledged[key] = storyId;
}

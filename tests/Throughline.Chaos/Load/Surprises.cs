using System.Collections.Concurrent;

namespace Throughline.Chaos.Load;

/// <summary>Answers that no fault excuses.</summary>
sealed class Surprises
{
    readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyList<string> All => [.. _all];

    public void Add(string what) => _all.Enqueue(what);
}

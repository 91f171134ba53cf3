using System.Collections.Concurrent;
using Throughline.Domain;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>The newest finished pages of all channels, as many as fit into a bound.</summary>
sealed class FactPages(LiveSettings settings)
{
    /// <summary>What a page weighs beside its body.</summary>
    const int Overhead = 256;

    readonly ConcurrentDictionary<(FactChannel Channel, Position After), FactPage> _pages = new();
    readonly ConcurrentQueue<((FactChannel, Position) Place, int Bytes)> _order = new();
    long _bytes;
    long _made;

    /// <summary>Pages made since the start, however many streams sent each.</summary>
    public long Made => Interlocked.Read(ref _made);

    public FactPage? Find(FactChannel channel, Position after) => _pages.GetValueOrDefault((channel, after));

    public void Add(FactChannel channel, Position after, FactPage page)
    {
        Interlocked.Increment(ref _made);
        if (!_pages.TryAdd((channel, after), page))
            return;
        var bytes = page.Body.Length + Overhead;
        _order.Enqueue(((channel, after), bytes));
        Interlocked.Add(ref _bytes, bytes);
        while (Interlocked.Read(ref _bytes) > settings.CacheBytes && _order.TryDequeue(out var oldest))
        {
            _pages.TryRemove(oldest.Place, out _);
            Interlocked.Add(ref _bytes, -oldest.Bytes);
        }
    }
}

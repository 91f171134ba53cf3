using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// Facts that are no longer in memory, for streams that resume. Pages lie at fixed places, so that all streams that come
/// back after a restart, from about the same place, share a few reads. Nothing is read beyond the feed: what other nodes have
/// committed after that may take away rights that this node still gives.
/// </summary>
sealed class OldFacts(JournalReader reader, FactFeed feed, LiveSettings settings, IHostApplicationLifetime lifetime) : IDisposable
{
    const int PageLength = 64;

    readonly Lock _lock = new();
    readonly SemaphoreSlim _reads = new(settings.OldFactReads);
    readonly Dictionary<long, Task<IReadOnlyList<JournalEntry>>> _pages = [];
    readonly Queue<(long Number, long Bytes)> _order = new();
    long _bytes;

    /// <summary>The page of old facts after a position; null: it can't be read now.</summary>
    public async ValueTask<FactPage?> NextAsync(FactFilter filter, Position after)
    {
        try
        {
            var entries = await ReadAsync(after);
            var at = (int)(after.Value % PageLength);
            return at < entries.Count ? FactPage.Cut(filter, entries, ref at, settings.FrameBytes) : null;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _reads.Dispose();

    Task<IReadOnlyList<JournalEntry>> ReadAsync(Position after)
    {
        var number = after.Value / PageLength;
        lock (_lock)
        {
            // A page that was read while it was the feed's last may lack what is wanted now.
            if (!_pages.TryGetValue(number, out var page) || page.IsFaulted || page.IsCanceled
                || (page.IsCompleted && page.Result.Count <= after.Value % PageLength))
                _pages[number] = page = ReadPageAsync(number);
            return page;
        }
    }

    async Task<IReadOnlyList<JournalEntry>> ReadPageAsync(long number)
    {
        await Task.Yield();
        await _reads.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            var after = new Position(number * PageLength);
            var count = (int)Math.Clamp(feed.Position.Value - after.Value, 0, PageLength);
            var entries = await reader.ReadAsync(after, count, lifetime.ApplicationStopping);
            Keep(number, entries.Sum(e => (long)e.Data.Length));
            return entries;
        }
        finally
        {
            _reads.Release();
        }
    }

    void Keep(long number, long bytes)
    {
        lock (_lock)
        {
            _order.Enqueue((number, bytes));
            _bytes += bytes;
            while (_bytes > settings.CacheBytes && _order.TryDequeue(out var oldest))
            {
                _pages.Remove(oldest.Number);
                _bytes -= oldest.Bytes;
            }
        }
    }
}

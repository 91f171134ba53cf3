using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>
/// Facts that are no longer in memory, for streams that resume. Pages lie at fixed places, so that all streams that come
/// back after a restart, from about the same place, share a few reads.
/// </summary>
sealed class OldFacts(JournalReader reader, LiveSettings settings, IHostApplicationLifetime lifetime) : IDisposable
{
    const int PageLength = 64;

    readonly Lock _lock = new();
    readonly SemaphoreSlim _reads = new(settings.OldFactReads);
    readonly Dictionary<long, Task<IReadOnlyList<JournalEntry>>> _pages = [];
    readonly Queue<(long Number, long Bytes)> _order = new();
    long _bytes;

    /// <summary>Some facts, and the place in them of the one after <paramref name="after"/>.</summary>
    public async Task<(IReadOnlyList<JournalEntry> Entries, int At)> ReadAsync(Position after)
    {
        var number = after.Value / PageLength;
        var at = (int)(after.Value % PageLength);
        Task<IReadOnlyList<JournalEntry>>? page;
        lock (_lock)
        {
            // A page that was read while it was the journal's last may lack what is wanted now.
            if (!_pages.TryGetValue(number, out page) || page.IsFaulted || page.IsCanceled || (page.IsCompleted && page.Result.Count <= at))
                _pages[number] = page = ReadPageAsync(number);
        }
        return (await page, at);
    }

    public void Dispose() => _reads.Dispose();

    async Task<IReadOnlyList<JournalEntry>> ReadPageAsync(long number)
    {
        await Task.Yield();
        await _reads.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            var entries = await reader.ReadAsync(new Position(number * PageLength), PageLength, lifetime.ApplicationStopping);
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

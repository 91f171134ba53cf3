using Throughline.Domain;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>All streams of this node with one filter. They are woken only by what the filter lets through.</summary>
sealed class FactChannel(FactFilter filter, FactFeed feed, Position begin)
{
    const int ReadLength = 1024;

    readonly Lock _lock = new();
    readonly HashSet<Doorbell> _members = [];
    Doorbell[]? _ringing;

    // The newest stretch of the journal in which nothing passed the filter. Written by the feed's loop alone.
    long _quietAfter = begin.Value;
    long _quietTo = begin.Value;

    public FactFilter Filter => filter;

    /// <summary>How far the feed's loop has looked with this filter.</summary>
    public Position Seen { get; private set; } = begin;

    /// <summary>Whether something passed the filter when the feed's loop looked last.</summary>
    public bool HasNews { get; private set; }

    public void Add(Doorbell member)
    {
        lock (_lock)
        {
            _members.Add(member);
            _ringing = null;
        }
    }

    /// <returns>Whether it was the last one.</returns>
    public bool Remove(Doorbell member)
    {
        lock (_lock)
        {
            _members.Remove(member);
            _ringing = null;
            return _members.Count == 0;
        }
    }

    /// <returns>How many streams were woken.</returns>
    public int Ring()
    {
        Doorbell[] members;
        lock (_lock)
            members = _ringing ??= [.. _members];
        for (var start = 0; start < members.Length; start += WakeRound.Length)
            ThreadPool.UnsafeQueueUserWorkItem(new WakeRound(members, start), preferLocal: false);
        return members.Length;
    }

    /// <summary>Makes the pages of what is new, before any stream asks for them.</summary>
    public void Look(Position after, IReadOnlyList<JournalEntry> entries, bool isFirst)
    {
        HasNews &= !isFirst;
        var quiet = true;
        for (var at = 0; at < entries.Count;)
        {
            var page = FactPage.Cut(filter, entries, ref at, feed.FrameBytes);
            if (page.Count == 0)
                break;
            feed.Pages.Add(this, after, page);
            after = page.To;
            quiet = false;
        }
        HasNews |= !quiet;
        Seen = entries[^1].Position;

        // In this order, because streams read the end first: whatever they see of the two is quiet in between.
        if (!quiet || _quietTo != after.Value)
            Volatile.Write(ref _quietAfter, after.Value);
        Volatile.Write(ref _quietTo, Seen.Value);
    }

    /// <summary>The page after the cursor, or null when nothing passed the filter since; then the cursor has moved on.</summary>
    /// <returns>False: what comes next is no longer in memory.</returns>
    public bool TryNext(ref Position cursor, out FactPage? page)
    {
        page = null;
        while (true)
        {
            var quietTo = Volatile.Read(ref _quietTo);
            if (cursor.Value < quietTo && cursor.Value >= Volatile.Read(ref _quietAfter))
                cursor = new Position(quietTo);
            var ahead = feed.Position.Value - cursor.Value;
            if (ahead <= 0)
                return true;
            page = feed.Pages.Find(this, cursor);
            if (page is not null)
                return true;
            // Not where the others stand: it is on its way there.
            if (feed.Read(cursor, (int)Math.Min(ahead, ReadLength)) is not { } entries)
                return false;
            var at = 0;
            page = FactPage.Cut(filter, entries, ref at, feed.FrameBytes);
            if (page.Count > 0)
            {
                feed.Pages.Add(this, cursor, page);
                return true;
            }
            cursor = page.To;
            page = null;
        }
    }
}

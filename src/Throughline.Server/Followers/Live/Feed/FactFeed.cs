using Throughline.Domain;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Feed;

/// <summary>The journal's newest facts as the node's streams take them: each filter looks once, however many streams have it.</summary>
sealed class FactFeed(JournalTail tail, FactPages pages, LiveSettings settings)
{
    const int ReadLength = 4096;

    readonly Lock _lock = new();
    readonly Dictionary<FactFilter, FactChannel> _channels = [];
    FactChannel[] _all = [];
    long _position;

    /// <summary>How far streams may read now.</summary>
    public Position Position => new(Interlocked.Read(ref _position));

    public FactPages Pages => pages;

    public int FrameBytes => settings.FrameBytes;

    public IReadOnlyList<JournalEntry>? Read(Position after, int limit) => tail.Read(after, limit);

    /// <summary>The filter's channel, with a new member that it wakes. What is after the position taken next can't be missed.</summary>
    public FactChannel Join(FactFilter filter, Doorbell member)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(filter, out var channel))
            {
                _channels[filter] = channel = new FactChannel(filter, this, Position);
                Volatile.Write(ref _all, [.. _channels.Values]);
            }
            channel.Add(member);
            return channel;
        }
    }

    public void Leave(FactChannel channel, Doorbell member)
    {
        lock (_lock)
        {
            if (!channel.Remove(member))
                return;
            _channels.Remove(channel.Filter);
            Volatile.Write(ref _all, [.. _channels.Values]);
        }
    }

    internal void Begin() => Interlocked.Exchange(ref _position, tail.Last.Value);

    /// <summary>Makes what is new ready for every channel, then wakes the streams of those that have something.</summary>
    /// <returns>How many streams were woken.</returns>
    internal int Advance()
    {
        var (after, end) = (Position, tail.Last);
        var isFirst = true;
        for (var channels = Volatile.Read(ref _all); after < end; isFirst = false)
        {
            // Null: the loop was so late that facts left the memory unseen. The streams find out each for itself.
            if (tail.Read(after, (int)Math.Min(end.Value - after.Value, ReadLength)) is not { } entries)
                break;
            foreach (var channel in channels)
                channel.Look(after, entries, isFirst);
            after = entries[^1].Position;
        }

        // First the position, then the list of channels: whoever joins meanwhile is in the list or sees the position.
        Interlocked.Exchange(ref _position, end.Value);
        var woken = 0;
        foreach (var channel in Volatile.Read(ref _all))
            if (channel.HasNews || channel.Seen != end)
                woken += channel.Ring();
        return woken;
    }
}

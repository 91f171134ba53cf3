using Npgsql;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// The node's live statistics: one channel for each scope that somebody watches. About ten times a second they follow the
/// journal, together. Nothing is done while nobody watches.
/// </summary>
public sealed class LiveStatistics : IDisposable
{
    /// <summary>Different scopes that a node watches at most.</summary>
    public const int MostScopes = 1000;

    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly Lock _lock = new();
    readonly Dictionary<StatisticsScope, StatisticsChannel> _channels = [];
    readonly ChannelLoop _loop;
    readonly ITimer _timer;
    int _due;
    bool _disposed;

    public LiveStatistics(
        NpgsqlDataSource dataSource, JournalTail tail, JournalAlarms alarms, TimeProvider time, ILogger<LiveStatistics> log)
    {
        _loop = new ChannelLoop(dataSource, tail, alarms, time, log, Wake);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The scope's channel, shared with everyone who watches the same. To be disposed once by each who opened it.</summary>
    /// <exception cref="TooManyScopesException">This node's channels are all taken by other scopes.</exception>
    public StatisticsChannel Open(StatisticsScope scope)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(scope, out var channel))
            {
                if (_channels.Count >= MostScopes)
                    throw new TooManyScopesException();
                _channels[scope] = channel = new StatisticsChannel(scope, Leave);
                WakeLocked();
            }
            channel.Readers++;
            return channel;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    void Leave(StatisticsChannel channel)
    {
        lock (_lock)
            if (--channel.Readers == 0)
                _channels.Remove(channel.Scope);
    }

    void Wake()
    {
        lock (_lock)
            WakeLocked();
    }

    // The next tick comes at once: whoever opened a channel waits for its snapshot.
    void WakeLocked()
    {
        if (!_disposed)
            _timer.Change(TimeSpan.Zero, Interval);
    }

    // One at a time; a tick that comes while another runs is done after it, so that a wake-up is never lost.
    void Tick()
    {
        if (Interlocked.Increment(ref _due) != 1)
            return;
        int done;
        do
        {
            done = Volatile.Read(ref _due);
            LiveMeter.Ticks.Add(1);
            _loop.Tick(Watched());
        }
        while (Interlocked.Add(ref _due, -done) != 0);
    }

    StatisticsChannel[] Watched()
    {
        lock (_lock)
        {
            if (_channels.Count == 0 && !_disposed)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return [.. _channels.Values];
        }
    }
}

/// <summary>The node watches as many different scopes as it may.</summary>
public sealed class TooManyScopesException() : Exception("Too many different statistics are watched on this node. Try again later.");

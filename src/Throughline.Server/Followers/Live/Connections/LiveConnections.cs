using NodaTime;
using Throughline.Server.Followers.Live.Frames;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>This node's open streams: how many there may be, and how they all end when the node stops.</summary>
sealed class LiveConnections
{
    readonly Lock _lock = new();
    readonly HashSet<LiveConnection> _open = [];
    readonly LiveSettings _settings;
    int _reserved;
    bool _stopping;

    public LiveConnections(LiveSettings settings, IHostApplicationLifetime lifetime)
    {
        _settings = settings;
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Streams that are open now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <returns>False: there are as many as there may be, or the node stops.</returns>
    public bool TryReserve()
    {
        lock (_lock)
        {
            if (_stopping || _reserved >= _settings.MaxConnections)
                return false;
            _reserved++;
            return true;
        }
    }

    public void Release()
    {
        lock (_lock)
            _reserved--;
    }

    public void Add(LiveConnection connection)
    {
        lock (_lock)
        {
            _open.Add(connection);
            // It may have got its place just before the node began to stop.
            if (_stopping)
                connection.End(Ending.Stopping);
        }
    }

    public void Remove(LiveConnection connection)
    {
        lock (_lock)
            _open.Remove(connection);
    }

    /// <summary>Looks after every stream; see <see cref="LiveConnection.Tick"/>.</summary>
    public void Tick(Instant now)
    {
        lock (_lock)
            foreach (var connection in _open)
                connection.Tick(now);
    }

    void Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            foreach (var connection in _open)
                connection.End(Ending.Stopping);
        }
    }
}

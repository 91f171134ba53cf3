using Throughline.Bench.Wire;

namespace Throughline.Bench.Listeners;

/// <summary>All clients of a run, on one thread.</summary>
sealed class Crowd(int port, Func<Arrivals, Listener> one) : IDisposable
{
    const int Wave = 50;
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    readonly List<Listener> _all = [];
    readonly Epoll _epoll = new();
    readonly byte[] _buffer = new byte[256 * 1024];
    long _delivered;

    public Latencies Latencies { get; } = new();

    /// <summary>When an event was last received.</summary>
    public long LastArrival { get; private set; }

    public IReadOnlyList<Listener> All => _all;

    /// <summary>Events that clients have received in this phase, all together. Also read by the thread that sends.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>In waves, each of which waits until the server has taken it in: thousands at once would overrun its backlog.</summary>
    public void Connect(int count)
    {
        while (_all.Count < count)
        {
            var until = Math.Min(count, _all.Count + Wave);
            var from = _all.Count;
            while (_all.Count < until)
            {
                var listener = one(new Arrivals(Latencies));
                listener.Connect(port);
                _epoll.Watch(listener.Socket, _all.Count);
                _all.Add(listener);
            }
            Pump(() => _all.Skip(from).All(listener => listener.IsReady), "Clients were not taken in");
        }
    }

    public void Restart()
    {
        foreach (var listener in _all) listener.Restart();
        Latencies.Clear();
        _delivered = 0;
    }

    /// <summary>Receives until something is so.</summary>
    public void Pump(Func<bool> isSo, string otherwise)
    {
        var until = Marker.Now + Deadline.Ticks * 100;
        while (!isSo())
        {
            Turn(5);
            if (Marker.Now > until) throw new TimeoutException($"{otherwise} within {Deadline.TotalSeconds} s.");
        }
    }

    public void Turn(int milliseconds) => _epoll.Wait(milliseconds, Receive);

    public void Dispose()
    {
        foreach (var listener in _all) listener.Dispose();
        _epoll.Dispose();
    }

    void Receive(int name)
    {
        var listener = _all[name];
        var before = listener.Arrivals.Count;
        listener.Receive(_buffer);
        if (listener.Arrivals.Count == before) return;
        LastArrival = Marker.Now;
        Volatile.Write(ref _delivered, _delivered + listener.Arrivals.Count - before);
    }
}

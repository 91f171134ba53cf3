using System.Collections.Concurrent;
using System.Text.Json;

namespace Throughline.Chaos.Subscribers;

/// <summary>
/// Follows every fact and never gives up: cut off, it goes on at whichever node answers, after the last event it had. Every
/// frame must go on where the one before ended, and have each position that it says it has, once and in order.
/// </summary>
abstract class Subscriber(string name, Func<Uri> node)
{
    readonly ConcurrentQueue<string> _faults = new();
    long _last = -1;
    long _first = -1;
    int _connections;

    public string Name => name;

    public bool HasBegun => Last >= 0;

    /// <summary>The first position it saw, or will see.</summary>
    public long First => Interlocked.Read(ref _first);

    /// <summary>The last position it saw; -1 before the first frame.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Streams it has had, one after the other.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What was lost, or came twice, or out of order.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    protected string? LastEventId { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(node(), stop);
            }
            catch (Exception e) when (IsLoss(e))
            {
                // The connection is lost, or could not be had.
            }
            await Task.Delay(20, CancellationToken.None);
        }
    }

    protected abstract Task FollowAsync(Uri address, CancellationToken stop);

    protected abstract bool IsLoss(Exception failure);

    protected void Connected() => Interlocked.Increment(ref _connections);

    protected void Take(string kind, string? id, JsonElement data)
    {
        if (kind == "reset")
            _faults.Enqueue($"was told to begin anew after {_last}");
        if (kind != "facts")
            return;
        var (from, to) = (data.GetProperty("from").GetInt64(), data.GetProperty("to").GetInt64());
        if (_last < 0)
            Interlocked.Exchange(ref _first, from);
        else if (from != _last + 1)
            _faults.Enqueue($"a frame of {from} to {to} came after {_last}");
        var expected = from;
        foreach (var fact in data.GetProperty("facts").EnumerateArray())
        {
            var position = fact.GetProperty("position").GetInt64();
            if (position != expected)
                _faults.Enqueue($"position {position} came instead of {expected}, in a frame of {from} to {to}");
            expected = position + 1;
        }
        if (expected != to + 1)
            _faults.Enqueue($"a frame of {from} to {to} ended before {expected}");
        Interlocked.Exchange(ref _last, to);
        LastEventId = id ?? LastEventId;
    }
}

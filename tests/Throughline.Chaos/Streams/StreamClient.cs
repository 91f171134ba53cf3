using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Streams;

/// <summary>
/// One of thousands that follow /api/live, each on a socket of its own. It remembers its last event and every position as one
/// unbroken stretch, comes back after a pause that differs per client, and goes on where it was.
/// </summary>
sealed class StreamClient(int number, Func<Uri> node, Latencies latencies, int seed)
{
    const int SmallBuffer = 4096;
    readonly FrameScanner _frames = new();
    readonly Random _chance = new(seed * 7919 + number);
    long _last = -1;
    int _connections;

    public int Number => number;

    public long Last => Interlocked.Read(ref _last);

    public long Count => _frames.Count;

    public string? Fault => _frames.Fault;

    /// <summary>Streams it has had, one after the other.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How it reads.</summary>
    public Pace Pace { get; set; }

    /// <summary>Its socket soon holds up the sender when it does not read.</summary>
    public bool HasSmallBuffer => number % 10 < 2;

    /// <summary>Longest pause before it comes back.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stop);
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                // The connection is lost, or could not be had.
            }
            await Task.Delay(_chance.NextDouble() * BackOff, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task FollowAsync(CancellationToken stop)
    {
        var address = node();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (HasSmallBuffer)
            socket.ReceiveBufferSize = SmallBuffer;
        await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, stop);
        // In HTTP/1.0 an answer is not cut into chunks: what comes are the frames alone.
        var resume = _frames.LastEventId is { } id ? $"Last-Event-ID: {id}\r\n" : "";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/live HTTP/1.0\r\nHost: {address.Authority}\r\nAuthorization: {InstanceOwner.Authorization}\r\n{resume}\r\n"), stop);
        _frames.Begin();
        if (!await ReadHeadAsync(socket, stop))
            return;
        Interlocked.Increment(ref _connections);
        while (true)
        {
            await RestAsync(stop);
            var room = _frames.Room();
            var length = await socket.ReceiveAsync(Pace == Pace.Slow ? room[..Math.Min(room.Length, SmallBuffer)] : room, stop);
            if (length == 0)
                return;
            _frames.Advance(length);
            Interlocked.Exchange(ref _last, _frames.Last);
            if (Pace == Pace.Quick && _frames.NewestAt is { } at)
                latencies.Add(TimeProvider.System.GetUtcNow() - at);
        }
    }

    async Task RestAsync(CancellationToken stop)
    {
        if (Pace == Pace.Slow)
            await Task.Delay(TimeSpan.FromMilliseconds(250), stop);
        while (Pace == Pace.Stopped)
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
    }

    /// <returns>False: it was answered that there is no room, or nothing.</returns>
    static async Task<bool> ReadHeadAsync(Socket socket, CancellationToken stop)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        // Byte by byte: what comes after the head belongs to the frames.
        while (!head.EndsWith("\r\n\r\n"))
        {
            if (await socket.ReceiveAsync(one, stop) == 0)
                return false;
            head.Append((char)one[0]);
        }
        return head.ToString(0, 12).EndsWith("200", StringComparison.Ordinal);
    }

}

static class Ends
{
    public static bool EndsWith(this StringBuilder text, string end) =>
        text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end;
}

/// <summary>How a client reads.</summary>
enum Pace
{
    /// <summary>Whatever is there.</summary>
    Quick,

    /// <summary>A few KiB, now and then.</summary>
    Slow,

    /// <summary>Nothing.</summary>
    Stopped,
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Throughline.Bench.Listeners;

/// <summary>One client that listens, on one plain socket.</summary>
abstract class Listener(Arrivals arrivals) : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly List<byte> _head = [];
    bool _hasHead;

    public Socket Socket => _socket;

    public Arrivals Arrivals => arrivals;

    /// <summary>Frames, or whatever the protocol calls them, with at least one event in them.</summary>
    public long Frames { get; set; }

    /// <summary>The server has taken it in: from here on it gets every event.</summary>
    public virtual bool IsReady => _hasHead;

    public long Bytes { get; set; }

    /// <summary>What it says first; empty: it only listens.</summary>
    protected abstract string Hello { get; }

    /// <summary>How the answer to that has to begin.</summary>
    protected abstract string Expected { get; }

    public void Connect(int port)
    {
        _socket.Connect(IPAddress.Loopback, port);
        if (Hello.Length > 0) _socket.Send(Encoding.ASCII.GetBytes(Hello));
        else _hasHead = true;
        _socket.Blocking = false;
    }

    /// <param name="buffer">For all, one after the other.</param>
    public void Receive(Span<byte> buffer)
    {
        var received = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success || received == 0) throw new IOException($"The server closed a stream ({error}).");
        Bytes += received;
        var bytes = (ReadOnlySpan<byte>)buffer[..received];
        Take(_hasHead ? bytes : AfterHead(bytes), Marker.Now);
    }

    public virtual void Restart()
    {
        arrivals.Restart();
        Frames = Bytes = 0;
    }

    public void Dispose() => _socket.Dispose();

    protected abstract void Take(ReadOnlySpan<byte> bytes, long now);

    ReadOnlySpan<byte> AfterHead(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            _head.Add(bytes[i]);
            if (_head.Count < 4 || !_head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())) continue;
            var head = Encoding.ASCII.GetString([.. _head]);
            if (!head.StartsWith(Expected, StringComparison.Ordinal)) throw new IOException("A stream was refused: " + head);
            _hasHead = true;
            _head.Clear();
            _head.Capacity = 0;
            return bytes[(i + 1)..];
        }
        return [];
    }
}

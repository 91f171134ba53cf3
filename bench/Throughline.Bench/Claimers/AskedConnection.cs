using System.Net;
using System.Net.Sockets;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Claimers;

/// <summary>A kept connection whose answers are taken when they come, on the one thread of all of them.</summary>
sealed class AskedConnection : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly HttpMessage _answer = new();
    readonly Action<HttpMessage> _answered;

    public AskedConnection(int port, Action<HttpMessage> answered)
    {
        _answered = answered;
        _socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket => _socket;

    public bool IsBusy { get; private set; }

    public void Ask(ReadOnlySpan<byte> request)
    {
        IsBusy = true;
        _answer.Next();
        while (!request.IsEmpty) request = request[_socket.Send(request)..];
    }

    /// <summary>There is something to read.</summary>
    public void Receive()
    {
        var received = _socket.Receive(_answer.Room());
        if (received == 0) throw new IOException("The server closed a connection.");
        if (!_answer.Take(received)) return;
        IsBusy = false;
        _answered(_answer);
    }

    public void Dispose() => _socket.Dispose();
}

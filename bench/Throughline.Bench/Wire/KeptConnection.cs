using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Throughline.Bench.Wire;

/// <summary>A connection that is kept, one request at a time, on the thread that asks.</summary>
sealed class KeptConnection : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly HttpMessage _answer = new();

    public KeptConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    public ReadOnlySpan<byte> Body => _answer.Body;

    /// <returns>The status.</returns>
    public int Ask(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty) request = request[_socket.Send(request)..];
        _answer.Next();
        int received;
        do
        {
            received = _socket.Receive(_answer.Room());
            if (received == 0) throw new IOException("The server closed the connection.");
        }
        while (!_answer.Take(received));
        return _answer.Status;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A whole request; the body is bytes that may be changed later, in their place.</summary>
    /// <param name="authorization">Value of that header; null: it carries none.</param>
    public static byte[] Post(string path, string contentType, ReadOnlySpan<byte> body, string? authorization) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Authorization(authorization)}Content-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n")), .. body];

    /// <summary>The header's line, if there is one.</summary>
    public static string Authorization(string? value) => value is null ? "" : $"Authorization: {value}\r\n";
}

using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Throughline.Server.Tests.Api;

/// <summary>A connection under a test's full control: what is sent and read, in which pieces, and when it ends.</summary>
sealed class RawClient : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly NetworkStream _stream;
    readonly StreamReader _reader;

    RawClient(Uri address, int receiveBuffer)
    {
        // Small, so that a reader that stops is soon felt on the other side.
        if (receiveBuffer > 0)
            _socket.ReceiveBufferSize = receiveBuffer;
        _socket.Connect(address.Host, address.Port);
        _stream = new NetworkStream(_socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.UTF8);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends a request's head, as the instance's owner; the body is up to the test. It speaks HTTP/1.0, whose answers come without chunks between their lines.</summary>
    public static async Task<RawClient> PostAsync(Uri address, string path, string contentType, long length, int receiveBuffer = 0)
    {
        var client = new RawClient(address, receiveBuffer);
        await client.SendAsync($"POST {path} HTTP/1.0\r\nHost: {address.Authority}\r\nAuthorization: {InstanceOwner.Authorization}\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\n\r\n");
        return client;
    }

    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);

    public async Task<string?> ReadLineAsync() => await _reader.ReadLineAsync(Cancel);

    /// <summary>Reads the answer's head and gives its first line.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var status = await ReadLineAsync() ?? "";
        while (!string.IsNullOrEmpty(await ReadLineAsync()))
        {
        }
        return status;
    }

    /// <summary>Ends the connection at once, as a process that dies does.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
        _socket.Dispose();
    }
}

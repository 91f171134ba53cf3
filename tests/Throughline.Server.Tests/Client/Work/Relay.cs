using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Throughline.Server.Tests.Client.Work;

/// <summary>A network between a client and a server that can be lost in different ways.</summary>
sealed class Relay : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    readonly Task _accepting;
    int _lost;

    public Relay(Uri server)
    {
        Server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Where connections lead to from now on.</summary>
    public Uri Server { get; set; }

    /// <summary>True: no connection is possible.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Asked when a server's answer comes, with its first bytes: true loses it, and the connection with it.</summary>
    public Func<bool> LosesAnswer { get; set; } = () => false;

    /// <summary>Answers that were lost.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public void Cut()
    {
        IsCut = true;
        foreach (var connection in _connections.Keys)
            connection.Close();
    }

    public void Mend() => IsCut = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            if (IsCut)
                return;
            _connections.TryAdd(client, true);
            _connections.TryAdd(server, true);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, Server.Port);
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), server.GetStream(), () => false),
                    CopyAsync(server.GetStream(), client.GetStream(), () => LosesAnswer()));
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // That is what it is for.
            }
            _connections.TryRemove(client, out _);
            _connections.TryRemove(server, out _);
        }
    }

    async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> loses)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer) is > 0 and var length)
            {
                if (loses())
                {
                    Interlocked.Increment(ref _lost);
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Throughline.Chaos.Machine;

/// <summary>
/// A port of this machine that leads to a node inside a network of its own. Nodes listen on their own loopback alone, and that one
/// is inside; and what is cut is the node's way to its database, never its clients' way to it.
/// </summary>
sealed class Door : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Network _network;
    readonly Func<Uri> _inside;
    readonly Task _serving;

    public Door(Network network, Func<Uri> inside)
    {
        (_network, _inside) = (network, inside);
        _listener.Start(1024);
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = LeadAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The trial is over.
        }
    }

    async Task LeadAsync(Socket client)
    {
        try
        {
            using (client)
            {
                using var node = await NetworkSocket.OpenAsync(_network);
                await node.ConnectAsync(IPAddress.Loopback, _inside().Port, _stop.Token);
                client.NoDelay = node.NoDelay = true;
                // Whoever ends first ends both: HTTP never goes on in one direction alone.
                await await Task.WhenAny(PumpAsync(client, node), PumpAsync(node, client));
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client sees that its connection is lost.
        }
    }

    async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var length)
            for (var sent = 0; sent < length;)
                sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _stop.Token);
    }
}

using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Opponents;

/// <summary>
/// `sockets`: the limit of fan-out on this platform. It writes each event's bytes to every socket, one system call each, and does nothing
/// else: no protocol, no order that could be resumed, no client that may be slow.
/// </summary>
static class PlainSockets
{
    public static Command Verb()
    {
        var verb = new Command("sockets", "Writes the same bytes to every socket: the limit of fan-out") { Hidden = true };
        verb.SetAction(_ => Serve());
        return verb;
    }

    static void Serve()
    {
        using var clients = Listen();
        using var door = Listen();
        var sockets = new List<Socket>();
        Beside(() => Accept(clients, sockets));
        Beside(EndWithStarter);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"ready\":true,\"port\":{PortOf(clients)},\"door\":{PortOf(door)}}}"));
        while (true)
        {
            using var poster = door.Accept();
            poster.NoDelay = true;
            Take(poster, sockets);
        }
    }

    static void Beside(Action loop) => _ = Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    static void Accept(Socket clients, List<Socket> sockets)
    {
        while (true)
        {
            var client = clients.Accept();
            client.NoDelay = true;
            client.Blocking = false;
            lock (sockets) sockets.Add(client);
            client.Send("\n"u8);
        }
    }

    static void EndWithStarter()
    {
        while (Console.In.ReadLine() is not null)
        {
            // Nothing is asked of it.
        }
        Environment.Exit(0);
    }

    static void Take(Socket poster, List<Socket> sockets)
    {
        var answer = Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\n\r\n");
        var request = new HttpMessage();
        for (int received; (received = poster.Receive(request.Room())) > 0;)
        {
            if (!request.Take(received)) continue;
            lock (sockets)
            {
                for (var i = sockets.Count - 1; i >= 0; i--)
                    if (!Write(sockets[i], request.Body))
                    {
                        sockets[i].Dispose();
                        sockets.RemoveAt(i);
                    }
            }
            poster.Send(answer);
            request.Next();
        }
    }

    /// <returns>False: it has left, or it can't take more, which nothing here provides for.</returns>
    static bool Write(Socket client, ReadOnlySpan<byte> bytes) =>
        client.Send(bytes, SocketFlags.None, out var error) == bytes.Length && error == SocketError.Success;

    static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(8192);
        return socket;
    }

    static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}

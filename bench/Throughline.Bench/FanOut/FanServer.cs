using System.Globalization;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;

namespace Throughline.Bench.FanOut;

/// <summary>A server that tells many clients of each event: how it is started, met and judged.</summary>
sealed class FanServer(IAsyncDisposable server, int processId) : IAsyncDisposable
{
    public required string Name { get; init; }

    public required string Durability { get; init; }

    public required string Batching { get; init; }

    /// <summary>What `listen` has to know to be its client.</summary>
    public required string[] Clients { get; init; }

    /// <summary>What it has to know to make one event with each request, given how long an event shall be.</summary>
    public required Func<int, string[]> One { get; init; }

    /// <summary>As <see cref="One"/>, with many events in each request.</summary>
    public required Func<int, string[]> Many { get; init; }

    /// <summary>CPU seconds of what it stores in; null: it stores nothing.</summary>
    public Func<double>? StoreCpuSeconds { get; init; }

    /// <summary>Of the server's own process.</summary>
    public double CpuSeconds() => ProcessTree.OwnCpuSeconds(processId);

    public double ResidentKibibytes() => Memory.Of(processId).Resident * 1e6 / 1024;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static async Task<FanServer> OursAsync(CancellationToken cancel)
    {
        var node = await ServerNode.StartAsync(cancel);
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        await using var database = await node.JoinAsync(cancel);
        var port = node.Address.Port.ToString(CultureInfo.InvariantCulture);
        const string Text = """{"title":"{marker}"}""";
        return new FanServer(node, node.ProcessId)
        {
            Name = "Throughline",
            Durability = (await Machine.Durability.ReadAsync(database.DataSource)).ToString(),
            Batching = "facts that come while the node rests after waking its streams (20 µs for each, 100 ms at most) share a frame",
            Clients = ["events", "--port", port, "--path", "/api/live", "--preamble", "2", "--as-owner"],
            One = _ => ["--post-port", port, "--post-path", "/api/stories", "--text", Text],
            Many = _ => ["--post-port", port, "--post-path", "/api/stories/batch", "--type", "application/x-ndjson", "--text", Text],
            StoreCpuSeconds = () => ProcessTree.CpuSeconds(node.ProcessId) - ProcessTree.OwnCpuSeconds(node.ProcessId),
        };
    }

    public static Task<FanServer> SocketIoAsync(CancellationToken cancel) => PeerAsync("socket-io", ["socket.io"], cancel);

    public static Task<FanServer> BetterSseAsync(CancellationToken cancel) => PeerAsync("better-sse", ["events", "--path", "/"], cancel);

    public static async Task<FanServer> PlainSocketsAsync(CancellationToken cancel)
    {
        var sockets = await Dialogue.StartAsync(Programs.Bench, ["sockets"], cancel);
        return Lines(sockets, (int)sockets.Ready["port"]!, (int)sockets.Ready["door"]!, ["plain"], "bare sockets", "none: one write of the event's bytes to each socket");
    }

    static async Task<FanServer> PeerAsync(string name, string[] clients, CancellationToken cancel)
    {
        var peer = await Peer.StartAsync(name, cancel);
        var port = (int)peer.Ready["port"]!;
        return Lines(peer, port, port, clients, Peer.NameOf(peer.Ready), $"each event is encoded once and written to each client; {Peer.SettingsOf(peer.Ready)}");
    }

    // POST /emit: each line of the body is an event, told to everybody as it is.
    static FanServer Lines(Dialogue server, int port, int door, string[] clients, string name, string batching)
    {
        string[] Post(int length) => ["--post-port", door.ToString(CultureInfo.InvariantCulture), "--post-path", "/emit", "--text", Event(length)];
        return new FanServer(server, server.ProcessId)
        {
            Name = name,
            Durability = "none: at most once, a client that is away misses what happens",
            Batching = batching,
            Clients = [.. clients, "--port", port.ToString(CultureInfo.InvariantCulture)],
            One = Post,
            Many = Post,
        };
    }

    static string Event(int length)
    {
        const string Begin = """{"title":"{marker}","text":" """;
        var rest = length - Begin.Length - 2 + Listeners.Sender.Place.Length - Listeners.Marker.Length;
        return Begin + new string('x', Math.Max(0, rest)) + "\"}";
    }
}

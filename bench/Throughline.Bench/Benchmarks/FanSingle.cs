using Throughline.Bench.FanOut;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>fan-single: one event at a time, so far apart that each is a write of its own to each client.</summary>
sealed class FanSingle : Benchmark
{
    /// <summary>The same for all servers and crowds, far from what any of them can do: it is the cost that is compared.</summary>
    const int DeliveriesPerSecond = 20_000;

    /// <summary>What a frame of ours has besides the fact: id, event, from and to.</summary>
    const int Envelope = 60;

    public override string Name => "fan-single";

    public override string Compares => "one write per event to 100, 1,000, 5,000 clients (SSE, resumable, from a durable journal), against socket.io, better-sse and bare sockets";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var rows = new List<Row>();
        foreach (var clients in stand.Extent.Of<int[]>([100, 1000, 5000], [100, 1000])) rows.AddRange(await OfAsync(stand, clients, clients >= 5000, cancel));
        return rows;
    }

    static async Task<List<Row>> OfAsync(Stand stand, int clients, bool isLargest, CancellationToken cancel)
    {
        await using var ours = await FanServer.OursAsync(cancel);
        await using var socketIo = await FanServer.SocketIoAsync(cancel);
        await using var betterSse = await FanServer.BetterSseAsync(cancel);
        await using var plain = await FanServer.PlainSocketsAsync(cancel);
        var interval = TimeSpan.FromSeconds((double)clients / DeliveriesPerSecond);
        var count = (int)(stand.Extent.Of(2.0, 1.5) / interval.TotalSeconds);
        var length = await LengthOfAsync(ours, cancel);
        stand.Say($"{clients} clients, an event of {length} bytes every {interval.TotalMilliseconds} ms");

        var memory = new Dictionary<FanServer, double>();
        Side[] sides = [.. new[] { ours, socketIo, betterSse, plain }.Select(server => new Side(server.Name, token => MeasureAsync(server, clients, count, interval, length, memory, token))
        {
            Durability = server.Durability,
            Batching = server.Batching,
            Load = Listening.Load,
            WarmUp = async token => memory[server] = await MemoryAsync(server, clients, stand.Extent.Of(2000, 500), interval, length, token),
        })];
        var rounds = await stand.InterleaveAsync(cancel, sides);
        var note = $"{clients:#,0} clients; {FanFigures.Note(rounds, sides[0])}";
        Row[] rows =
        [
            rounds.Compare(FanFigures.Deliveries, sides[0], sides[1], Goal.RatioAtLeast(2.5), note),
            rounds.Compare(FanFigures.Deliveries, sides[0], sides[2], null, note),
            rounds.Compare(FanFigures.Deliveries, sides[0], sides[3], null, note),
            rounds.Compare(Figure.P99, sides[0], sides[1], isLargest ? Goal.RatioAtMost(0.5) : null, $"{clients:#,0} clients; from the request to the bytes at the client; ours is committed to disk in between"),
            rounds.Compare(FanFigures.Memory, sides[0], sides[1], null, $"{clients:#,0} clients"),
            rounds.Judge(FanFigures.Memory, sides[0], isLargest ? Goal.AtMost(10, FanFigures.Memory) : null,
                $"{clients:#,0} clients; growth of the process when they first connect, after a warm-up with 100 others; the kernel's socket buffers are not in it"),
        ];
        return [.. rows.Select(row => row with { What = $"{clients:#,0} clients: {row.What}" })];
    }

    static async Task<Sample> MeasureAsync(
        FanServer server, int clients, int count, TimeSpan interval, int length, Dictionary<FanServer, double> memory, CancellationToken cancel)
    {
        await using var listening = await Listening.StartAsync(server, server.One(length), clients, cancel);
        var sample = await FanFigures.OfAsync(server, () => listening.PacedAsync(count, interval, cancel));
        return sample with { Figures = new Dictionary<Figure, double>(sample.Figures) { [FanFigures.Memory] = memory[server] } };
    }

    /// <summary>The warm-up, and what it shows: what so many clients weigh when they connect for the first time.</summary>
    /// <param name="events">As many as it takes until compilers have had their last word on what is measured.</param>
    static async Task<double> MemoryAsync(FanServer server, int clients, int events, TimeSpan interval, int length, CancellationToken cancel)
    {
        await using (var few = await Listening.StartAsync(server, server.One(length), 100, cancel))
            await few.PacedAsync(events, TimeSpan.FromMilliseconds(1), cancel);
        var before = server.ResidentKibibytes();
        await using var listening = await Listening.StartAsync(server, server.One(length), clients, cancel);
        await listening.PacedAsync(3, interval, cancel);
        return (server.ResidentKibibytes() - before) / clients;
    }

    /// <summary>How long a fact of ours is: everybody's events are made as long.</summary>
    public static async Task<int> LengthOfAsync(FanServer ours, CancellationToken cancel)
    {
        await using var one = await Listening.StartAsync(ours, ours.One(0), 1, cancel);
        var result = await one.PacedAsync(20, TimeSpan.FromMilliseconds(5), cancel);
        return (int)(result.Bytes / result.Delivered) - Envelope;
    }
}

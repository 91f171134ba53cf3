using System.Globalization;
using Throughline.Bench.FanOut;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>fan-flood: as many events as a server takes; ours lets facts share frames.</summary>
sealed class FanFlood : Benchmark
{
    const int Clients = 1000;
    const int PerRequest = 250;

    /// <summary>Events that a client may be behind before the next are sent: neither side has to queue without bound.</summary>
    const int Window = 4 * PerRequest;

    public override string Name => "fan-flood";

    public override string Compares => $"as many events as it takes, to {Clients:#,0} clients; both get them by {PerRequest} a request; against socket.io";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var ours = await FanServer.OursAsync(cancel);
        await using var socketIo = await FanServer.SocketIoAsync(cancel);
        var length = await FanSingle.LengthOfAsync(ours, cancel);
        var seconds = stand.Extent.Of(4.0, 1.5);
        Side[] sides = [.. new[] { ours, socketIo }.Select(server => new Side(server.Name, token => MeasureAsync(server, seconds, length, token))
        {
            Durability = server.Durability,
            Batching = server.Batching,
            Load = Listening.Load,
        })];
        var rounds = await stand.InterleaveAsync(cancel, sides);
        var note = $"{Clients:#,0} clients; {FanFigures.Note(rounds, sides[0])}";
        return
        [
            rounds.Compare(FanFigures.Deliveries, sides[0], sides[1], Goal.RatioAtLeast(15), note),
            rounds.Compare(Figure.Rate, sides[0], sides[1], null, "deliveries by the clock, with the clients on the same cores"),
        ];
    }

    static async Task<Sample> MeasureAsync(FanServer server, double seconds, int length, CancellationToken cancel)
    {
        string[] posting = [.. server.Many(length), "--per-request", PerRequest.ToString(CultureInfo.InvariantCulture)];
        await using var listening = await Listening.StartAsync(server, posting, Clients, cancel);
        return await FanFigures.OfAsync(server, () => listening.FloodAsync(seconds, Window, cancel));
    }
}

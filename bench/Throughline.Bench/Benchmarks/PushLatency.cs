using Throughline.Bench.FanOut;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>push-latency: from the request that makes a story to its fact at a client, with the commit in between.</summary>
sealed class PushLatency : Benchmark
{
    static readonly Figure P50Beyond = new("p50 beyond one fsync", " ms");
    static readonly Figure P99Beyond = new("p99 beyond one fsync", " ms");
    static readonly Figure SyncP50 = new("one fsync, p50", " ms");
    static readonly Figure SyncP99 = new("one fsync, p99", " ms");

    public override string Name => "push-latency";

    public override string Compares => "POST /api/stories sent → bytes at an SSE client, against one fsync on this disk, taken right before";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var ours = await FanServer.OursAsync(cancel);
        var count = stand.Extent.Of(400, 100);
        var side = new Side(ours.Name, token => MeasureAsync(ours, count, token))
        {
            Durability = ours.Durability,
            Batching = "none: one request at a time, one every 5 ms",
            Load = "one client and one connection that posts, in a process on the same machine",
            WarmUp = async token =>
            {
                await using var listening = await Listening.StartAsync(ours, ours.One(0), 1, token);
                await listening.PacedAsync(3000, TimeSpan.FromMilliseconds(1), token);
            },
        };
        var rounds = await stand.InterleaveAsync(cancel, side);
        var (p50, p99) = (rounds.Of(side, SyncP50).Median, rounds.Of(side, SyncP99).Median);
        return
        [
            rounds.Judge(Figure.P50, side),
            rounds.Judge(P50Beyond, side, Goal.AtMost(1, P50Beyond), $"one fsync: p50 {SyncP50.Show(p50)}"),
            rounds.Judge(Figure.P99, side),
            rounds.Judge(P99Beyond, side, Goal.AtMost(5, P99Beyond), $"one fsync: p99 {SyncP99.Show(p99)}"),
        ];
    }

    static async Task<Sample> MeasureAsync(FanServer server, int count, CancellationToken cancel)
    {
        var sync = FsyncProbe.Run(count);
        await using var listening = await Listening.StartAsync(server, server.One(0), 1, cancel);
        var sample = await FanFigures.OfAsync(server, () => listening.PacedAsync(count, TimeSpan.FromMilliseconds(5), cancel));
        return sample with
        {
            Figures = new Dictionary<Figure, double>(sample.Figures)
            {
                [SyncP50] = sync.P50,
                [SyncP99] = sync.P99,
                [P50Beyond] = sample.Figures[Figure.P50] - sync.P50,
                [P99Beyond] = sample.Figures[Figure.P99] - sync.P99,
            },
        };
    }
}

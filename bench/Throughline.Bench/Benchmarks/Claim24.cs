using System.Globalization;
using Throughline.Bench.Queues;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>claim-24: 24 workers, each with one task at a time.</summary>
sealed class Claim24 : Benchmark
{
    const int Workers = 24;

    public override string Name => "claim-24";

    public override string Compares => $"claim and complete no-op tasks, {Workers} workers one by one, against graphile-worker and pg-boss";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var queue = await OurQueue.StartAsync(cancel);
        await using var graphile = await PeerQueue.StartAsync("graphile-worker", cancel, "24", "500");
        await using var single = await PeerQueue.StartAsync("graphile-worker", cancel, "24", "0");
        await using var boss = await PeerQueue.StartAsync("pg-boss", cancel, "24");
        var (many, few) = (stand.Extent.Of(20_000, 5000), stand.Extent.Of(10_000, 3000));

        var ours = Ours(queue, "Throughline", few, Workers, 1, $"each of {Workers} workers completes its task and claims the next in one request and one commit; what waits together is committed together");
        var pooled = Ours(queue, "Throughline, pooled", many, 2, 500,
            $"what graphile-worker's local queue does: one process fetches 500 tasks at a time for its {Workers} workers, who take no time, on two connections; what is done is completed with the next claim");
        var local = Peers(graphile, many, $"work {many}", "500 tasks fetched at once for its 24 workers, completions batched");
        var alone = Peers(single, few / 2, $"work {few / 2}", "none: each worker fetches one task and completes it", " (no local queue)");
        var bossed = Peers(boss, many, string.Create(CultureInfo.InvariantCulture, $"work {many} 8 500"), "500 tasks fetched and completed at once, by 8 loops");
        var rounds = await stand.InterleaveAsync(cancel, ours, pooled, local, alone, bossed);
        const string Bigger = "ours asks once over HTTP for each task, the peer twice for each 500";
        return
        [
            rounds.Compare(QueueFigures.Tasks, ours, local, Goal.RatioAtLeast(1.5), Bigger),
            rounds.Compare(QueueFigures.Tasks, ours, bossed, Goal.RatioAtLeast(1.5), Bigger),
            rounds.Compare(QueueFigures.Tasks, ours, alone, null, "like with like: one task at a time on both sides"),
            Pooled(rounds.Compare(QueueFigures.Tasks, pooled, local, null, "like with like: 500 tasks at a time on both sides")),
            Pooled(rounds.Compare(QueueFigures.TasksPerCpu, pooled, local, null, "server and PostgreSQL; the peer's workers are in its process, ours are not counted")),
        ];
    }

    static Row Pooled(Row row) => row with { What = $"500 at a time: {row.What}" };

    static Side Ours(OurQueue queue, string name, int tasks, int workers, int count, string batching) => new(name, token => queue.WorkAsync(tasks, workers, count, token))
    {
        Durability = queue.Durability,
        Batching = batching,
        Load = OurQueue.Load,
    };

    static Side Peers(PeerQueue queue, int tasks, string command, string batching, string variant = "") => new(queue.Name + variant, token => queue.WorkAsync(tasks, command, token))
    {
        Durability = queue.Durability,
        Batching = $"{batching}; {queue.Settings}",
        Load = PeerQueue.Load,
    };
}

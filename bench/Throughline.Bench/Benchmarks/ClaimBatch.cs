using Throughline.Bench.Queues;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>claim-batch: 8 workers that take 500 tasks at a time.</summary>
sealed class ClaimBatch : Benchmark
{
    const int Workers = 8;
    const int Batch = 500;

    public override string Name => "claim-batch";

    public override string Compares => $"claim and complete no-op tasks, {Workers} workers × {Batch} tasks at a time, against graphile-worker and pg-boss";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var queue = await OurQueue.StartAsync(cancel);
        await using var graphile = await PeerQueue.StartAsync("graphile-worker", cancel, "24", "500");
        await using var boss = await PeerQueue.StartAsync("pg-boss", cancel, "24");
        var tasks = stand.Extent.Of(40_000, 10_000);
        var ours = new Side("Throughline", token => queue.WorkAsync(tasks, Workers, Batch, token))
        {
            Durability = queue.Durability,
            Batching = $"each worker completes {Batch} tasks and claims the next {Batch} in one request and one commit; what waits together is committed together",
            Load = OurQueue.Load,
        };
        var local = Theirs(graphile, tasks, $"work {tasks}", $"{Batch} tasks fetched at once for its 24 workers, completions batched");
        var bossed = Theirs(boss, tasks, $"work {tasks} {Workers} {Batch}", $"{Workers} loops fetch {Batch} tasks in a call and complete them in another");
        var rounds = await stand.InterleaveAsync(cancel, ours, local, bossed);
        return
        [
            rounds.Compare(QueueFigures.Tasks, ours, local, Goal.RatioAtLeast(3)),
            rounds.Compare(QueueFigures.Tasks, ours, bossed, Goal.RatioAtLeast(3)),
            rounds.Compare(QueueFigures.TasksPerCpu, ours, local, null, "server and PostgreSQL; the peer's workers are in its process, ours are not counted"),
        ];
    }

    static Side Theirs(PeerQueue queue, int tasks, string command, string batching) => new(queue.Name, token => queue.WorkAsync(tasks, command, token))
    {
        Durability = queue.Durability,
        Batching = $"{batching}; {queue.Settings}",
        Load = PeerQueue.Load,
    };
}

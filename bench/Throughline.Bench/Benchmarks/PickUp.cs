using Throughline.Bench.Queues;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>pickup: a task comes into an idle queue; how soon a worker that waits has it.</summary>
sealed class PickUp : Benchmark
{
    const int PauseMilliseconds = 10;

    public override string Name => "pickup";

    public override string Compares => "a task is added to an idle queue → a waiting worker has it, against graphile-worker";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var queue = await OurQueue.StartAsync(cancel);
        await using var graphile = await PeerQueue.StartAsync("graphile-worker", cancel, "24", "0");
        var tasks = stand.Extent.Of(150, 50);
        var ours = new Side("Throughline", token => queue.PickUpAsync(tasks, PauseMilliseconds, token))
        {
            Durability = queue.Durability,
            Batching = "none: a request that adds, and a claim that waits; both are committed before the worker has the task",
            Load = "one process on the same machine, on two plain HTTP connections",
            WarmUp = token => queue.PickUpAsync(400, 2, token),
        };
        var other = new Side(graphile.Name, token => graphile.PickUpAsync(tasks, PauseMilliseconds, token))
        {
            Durability = graphile.Durability,
            Batching = $"none: addJob, NOTIFY, fetch; {graphile.Settings}",
            Load = "its own process adds and works",
            WarmUp = token => graphile.PickUpAsync(400, 2, token),
        };
        var rounds = await stand.InterleaveAsync(cancel, ours, other);
        const string Note = "from the request (or call) that adds the task to its arrival at the worker";
        return
        [
            rounds.Compare(Figure.P50, ours, other, Goal.RatioAtMost(0.5), Note),
            rounds.Compare(Figure.P99, ours, other, Goal.RatioAtMost(0.5), Note),
        ];
    }
}

using Throughline.Bench.Machine;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>How soon a server that was stopped is there again.</summary>
sealed class Start : Benchmark
{
    static readonly Figure Ready = new("second start to ready", " ms");

    public override string Name => "start";

    public override string Compares => "a start on a data folder that is there, from the call of the program to its line \"ready\"";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        stand.Say("the first start, which makes the database");
        string durable;
        await using (var first = await ServerNode.StartAsync(cancel, data))
        {
            await first.OwnAsync(cancel);
            await Api.NewProjectAsync(first.Address, "TL", cancel);
            await using var joined = await first.JoinAsync(cancel);
            durable = (await Durability.ReadAsync(joined.DataSource)).ToString();
        }

        var ours = new Side("Throughline", token => StartAsync(data, token))
        {
            Durability = durable,
            Batching = "none",
            Load = "none",
        };
        var rounds = await stand.InterleaveAsync(cancel, ours);
        return [rounds.Judge(Ready, ours, Goal.AtMost(600, Ready), "stopped in good order each time; its PostgreSQL starts with it")];
    }

    static async Task<Sample> StartAsync(string data, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var node = await ServerNode.StartAsync(cancel, data);
        var took = TimeProvider.System.GetElapsedTime(started);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Ready] = took.TotalMilliseconds },
            Seconds = took.TotalSeconds,
            CpuSeconds = node.CpuSeconds(),
            // Ready is what it says; whether it answers is what counts.
            Void = await Api.IsReadyAsync(node.Address, cancel) ? null : "it said ready and did not answer so",
        };
    }
}

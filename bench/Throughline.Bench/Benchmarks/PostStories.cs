using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>post-64, post-8, post-1: durable POST /api/stories on connections that are kept.</summary>
sealed class PostStories(int connections) : Benchmark
{
    const string Script = "post-story.lua";

    public override string Name => $"post-{connections}";

    public override string Compares =>
        $"durable POST /api/stories, {connections} kept {(connections == 1 ? "connection" : "connections")}; against a bare edge, pgbench with the same SQL, one transaction per request";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var node = await ServerNode.StartAsync(cancel);
        await using var joined = await node.JoinAsync(cancel);
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        await using var postgres = await PrivatePostgres.StartAsync(cancel);
        await postgres.ExecuteAsync(
            "INSERT INTO projects VALUES (uuidv7(), 'TL', 'TL', 0, 0, 1, clock_timestamp(), clock_timestamp())", cancel);
        await using var edge = await EdgeProcess.StartAsync(cancel, "edge");
        await using var transaction = await EdgeProcess.StartAsync(cancel, "transaction-edge", "--postgres", postgres.ConnectionString);

        var seconds = stand.Extent.Of(4.0, 1.0);
        var durable = (await Durability.ReadAsync(postgres.DataSource)).ToString();
        var ours = new Side("Throughline", token => StoredRows.CheckAsync(joined.DataSource, () => WrkAsync(node.Address, node.CpuSeconds, seconds, true, token)))
        {
            Durability = (await Durability.ReadAsync(joined.DataSource)).ToString(),
            Batching = "what waits together is committed together, nothing waits for more to come",
            Load = Wrk.Load,
            WarmUp = token => WarmUpAsync(node.Address, stand, true, token),
        };
        var bare = new Side("bare edge", async token => (await WrkAsync(edge.Address, edge.CpuSeconds, seconds, false, token)).Sample)
        {
            Durability = Durability.None,
            Batching = "none",
            Load = Wrk.Load,
            WarmUp = token => WarmUpAsync(edge.Address, stand, false, token),
        };
        var single = new Side(
            "one transaction per request",
            token => StoredRows.CheckAsync(postgres.DataSource, () => WrkAsync(transaction.Address, () => transaction.CpuSeconds() + postgres.CpuSeconds(), seconds, false, token)))
        {
            Durability = durable,
            Batching = "none: a transaction for each request, in two round trips",
            Load = Wrk.Load,
            WarmUp = token => WarmUpAsync(transaction.Address, stand, false, token),
        };
        var plain = Pgbenched("pgbench", "post-story.sql", "none: a transaction for each story, a round trip for each of its statements");
        var pipelined = Pgbenched("pgbench, pipelined", "post-story-pipelined.sql", "none: a transaction for each story, in one round trip");

        var rounds = await stand.InterleaveAsync(cancel, ours, bare, plain, pipelined, single);
        List<Row> rows =
        [
            rounds.Compare(Figure.Rate, ours, bare, connections == 1 ? null : Goal.RatioAtLeast(0.6)),
            rounds.Compare(Figure.Rate, ours, plain, connections == 1 ? null : Goal.RatioAtLeast(2)),
            rounds.Compare(Figure.Rate, ours, pipelined, connections == 1 ? null : Goal.RatioAtLeast(2)),
            rounds.Compare(Figure.Rate, ours, single),
            rounds.Compare(Figure.P50, ours, single, connections == 1 ? Goal.RatioAtMost(1.1) : null),
            rounds.Compare(Figure.P99, ours, single, connections == 1 ? Goal.RatioAtMost(2) : null),
        ];
        return rows;

        Side Pgbenched(string name, string script, string batching) =>
            new(name, token => StoredRows.CheckAsync(postgres.DataSource, () => Pgbench.RunAsync(postgres, script, connections, seconds, token)))
            {
                Durability = durable,
                Batching = batching,
                Load = Pgbench.Load,
            };
    }

    // The compiler of .NET has its last word after some ten thousand calls.
    Task<(Sample Sample, long Answers)> WarmUpAsync(Uri server, Stand stand, bool asOwner, CancellationToken cancel) =>
        WrkAsync(server, () => 0, stand.Extent.Of(10.0, 1.0), asOwner, cancel);

    async Task<(Sample Sample, long Answers)> WrkAsync(Uri server, Func<double> cpu, double seconds, bool asOwner, CancellationToken cancel) =>
        await Wrk.RunAsync(new Uri(server, "/api/stories"), Script, connections, seconds, cpu, asOwner, cancel);
}

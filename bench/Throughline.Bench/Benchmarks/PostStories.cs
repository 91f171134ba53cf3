using Dapper;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;
using Throughline.Server.Postgres;

namespace Throughline.Bench.Benchmarks;

/// <summary>post-64, post-8, post-1: durable POST /api/stories on connections that are kept.</summary>
sealed class PostStories(int connections) : Benchmark
{
    public override string Name => $"post-{connections}";

    public override string Compares => $"durable POST /api/stories on {connections} kept connections, against a bare edge";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        await using var node = await ServerNode.StartAsync(cancel);
        await using var database = await node.JoinAsync(cancel);
        await using var edge = await EdgeProcess.StartAsync(cancel, "edge");
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        var seconds = stand.Extent.Of(6.0, 2.0);

        var ours = new Side("Throughline", token => OursAsync(node, database, seconds, token))
        {
            Durability = (await Durability.ReadAsync(database.DataSource)).ToString(),
            Batching = "requests that wait together are committed together; none waits for others to come",
            Load = Wrk.Load,
        };
        var bare = new Side("bare edge", async token => (await Wrk.RunAsync(new Uri(edge.Address, "/api/stories"), "post-story.lua", connections, seconds, edge.CpuSeconds, token)).Sample)
        {
            Durability = Durability.None,
            Batching = "none",
            Load = Wrk.Load,
        };
        var rounds = await stand.InterleaveAsync(cancel, ours, bare);
        return [rounds.Compare(Figure.Rate, ours, bare, Goal.RatioAtLeast(0.6))];
    }

    /// <summary>What was answered has to stand in the table: else the figure is void.</summary>
    async Task<Sample> OursAsync(ServerNode node, PostgresEngine database, double seconds, CancellationToken cancel)
    {
        var before = await CountAsync(database);
        var (sample, answers) = await Wrk.RunAsync(new Uri(node.Address, "/api/stories"), "post-story.lua", connections, seconds, node.CpuSeconds, cancel);
        var stored = await CountAsync(database) - before;
        return stored >= answers ? sample : sample with { Void = $"{answers} were answered and {stored} are stored" };
    }

    static async Task<long> CountAsync(PostgresEngine database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM stories");
    }
}

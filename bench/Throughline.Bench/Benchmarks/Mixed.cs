using System.Globalization;
using Dapper;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>What a team's day is made of, as fast as it goes; and how long it takes at half of that.</summary>
sealed class Mixed : Benchmark
{
    const int Connections = 64;

    public override string Name => "mixed";

    public override string Compares => "20 % lists of 50, 50 % single stories, 20 % changes, 10 % new stories, on 100,000 stories, 64 kept connections, against a bare edge";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var count = stand.Extent.Of(100_000, 20_000);
        var seconds = stand.Extent.Of(4.0, 1.0);
        await using var node = await ServerNode.StartAsync(cancel);
        await using var joined = await node.JoinAsync(cancel);
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        stand.Say($"{count:#,0} stories");
        if (await StoryLines.SendAsync(node.Address, count, cancel) is > 0 and var lost) throw new InvalidOperationException($"{lost} of {count} lines failed.");

        using var folder = new TemporaryFolder();
        var ids = await IdsAsync(joined.DataSource, cancel);
        await File.WriteAllLinesAsync(folder["ids"], ids, cancel);
        await Api.SaveAsync(new Uri(node.Address, "/api/stories?limit=50"), folder["list.json"], cancel);
        await Api.SaveAsync(new Uri(node.Address, "/api/stories/" + ids[0]), folder["story.json"], cancel);
        await using var edge = await EdgeProcess.StartAsync(cancel, "edge", "--bodies", folder.Path);

        // Each run changes stories that none before it has changed, so that it knows their versions.
        var part = ids.Length / (stand.Extent.Pairs + 3);
        var run = 0;
        var ours = new Side("Throughline", async token => (await WrkAsync(node.Address, node.CpuSeconds, token)).Sample)
        {
            Durability = (await Durability.ReadAsync(joined.DataSource)).ToString(),
            Batching = "changes that wait together are committed together; reads are not cached",
            Load = Wrk.Load,
        };
        var bare = new Side("bare edge", async token => (await WrkAsync(edge.Address, edge.CpuSeconds, token)).Sample)
        {
            Durability = Durability.None,
            Batching = "none; reads are answered with bytes of the same size from memory",
            Load = Wrk.Load,
        };
        var rounds = await stand.InterleaveAsync(cancel, ours, bare);

        var half = rounds.Of(ours, Figure.Rate).Median / 2;
        stand.Say($"half load: {half:0}/s");
        var mix = new StoryMix(node.Address, ids[^part..]);
        var paced = new Side("Throughline at half load", token => PacedLoad.RunAsync(half, seconds, mix.Next, node.CpuSeconds, token))
        {
            Durability = ours.Durability,
            Batching = ours.Batching,
            Load = PacedLoad.Load,
        };
        var latencies = await stand.InterleaveAsync(cancel, paced);
        return
        [
            rounds.Compare(Figure.Rate, ours, bare, Goal.RatioAtLeast(0.4)),
            latencies.Judge(Figure.P99, paced, Goal.AtMost(20, Figure.P99)) with { What = $"p99 at half load, {half:#,0}/s" },
            latencies.Judge(Figure.P50, paced) with { What = $"p50 at half load, {half:#,0}/s" },
        ];

        Task<(Sample Sample, long Answers)> WrkAsync(Uri server, Func<double> cpu, CancellationToken token)
        {
            var first = server == node.Address ? run++ * part : 0;
            return Wrk.RunAsync(server, "mixed-stories.lua", Connections, seconds, cpu, asOwner: server == node.Address, token,
                folder["ids"], first.ToString(CultureInfo.InvariantCulture), part.ToString(CultureInfo.InvariantCulture));
        }
    }

    // In no order: what is read is spread over the whole table.
    static async Task<string[]> IdsAsync(Npgsql.NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>("SELECT id::text FROM stories ORDER BY md5(id::text)")];
    }
}

using Throughline.Bench.Machine;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>What a server holds while nothing is asked of it.</summary>
sealed class ResidentMemory : Benchmark
{
    static readonly Figure Alone = new("the server alone, idle", " MB");
    static readonly Figure Together = new("with its PostgreSQL, idle", " MB");
    static readonly Figure Filled = new("with its PostgreSQL and a million facts", " MB");

    public override string Name => "memory";

    public override string Compares => "resident memory of the published server: alone, with its PostgreSQL, and after a million facts";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var facts = stand.Extent.Of(1_000_000, 50_000);
        await using var node = await ServerNode.StartAsync(cancel);
        await using var joined = await node.JoinAsync(cancel);
        await Api.NewProjectAsync(node.Address, "TL", cancel);
        var durable = (await Durability.ReadAsync(joined.DataSource)).ToString();
        await joined.DisposeAsync();

        await Task.Delay(stand.Extent.Of(5000, 1000), cancel);
        var (server, tree) = (Memory.Of(node.ProcessId), Memory.OfTree(node.ProcessId));
        stand.Say($"{facts:#,0} stories, each a fact");
        var failed = await StoryLines.SendAsync(node.Address, facts, cancel);
        // The follower ends its pages, and what the collector may give back it gives back.
        await Task.Delay(stand.Extent.Of(15_000, 2000), cancel);
        var (filledServer, filledTree) = (Memory.Of(node.ProcessId), Memory.OfTree(node.ProcessId));

        return [Of(Alone, server, server), Of(Together, server, tree), Of(Filled, filledServer, filledTree, failed)];

        Row Of(Figure figure, Memory process, Memory all, long lost = 0)
        {
            // .NET's own files are shared with this very program, so its PSS would be too small; nothing else runs this PostgreSQL.
            var held = process.Resident + all.Proportional - process.Proportional;
            var goal = Goal.Below(300, figure);
            return new Row(figure.Name, figure.Show(held), "–", null, goal.Text, lost > 0 ? Verdict.Void : goal.IsMetBy(held) ? Verdict.Met : Verdict.NotMet)
            {
                Sides = [new Side("Throughline", _ => throw new NotSupportedException())
                {
                    Durability = durable,
                    Batching = "a batch of stories fills it",
                    Load = "none while it is looked at",
                }],
                Note = lost > 0
                    ? $"{lost} lines failed"
                    : $"RSS of the server ({figure.Show(process.Resident)}) and PSS of its PostgreSQL, whose processes share their buffers; RSS of all is {figure.Show(all.Resident)}, PSS of all {figure.Show(all.Proportional)}",
            };
        }
    }
}

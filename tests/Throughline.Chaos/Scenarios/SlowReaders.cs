using System.Globalization;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Machine;
using Throughline.Chaos.Streams;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>Of many live streams some read slowly and some not at all.</summary>
sealed class SlowReaders : Scenario
{
    const int Streams = 1000;
    const int ShortStreams = 300;

    /// <summary>What one that does not read may cost: what the system buffers for its socket is not in it, the server's own is.</summary>
    const int KilobytesEach = 256;

    const int MegabytesOfItsOwn = 150;

    public override string Name => "slow-readers";

    public override string Tries => "of 1,000 live streams (short: 300) a tenth read slowly and a tenth stop: the others do not notice, and all go on without loss";

    public override int Cycles => 3;

    public override int ShortCycles => 1;

    public override string? NotHere() => OpenFiles.WhyNot(Streams + 1000);

    public override async Task RunAsync(Trial trial)
    {
        var count = trial.IsShort ? ShortStreams : Streams;
        var window = TimeSpan.FromSeconds(trial.IsShort ? 5 : 40);
        await using var installation = await Installation.EmbeddedAsync(trial, ("THROUGHLINE_LIVE__STALLTIMEOUT", trial.IsShort ? "00:00:02" : "00:00:10"));
        var node = installation.Nodes[0];
        var shape = new LoadShape { Authors = 2, Workers = 1, Importers = 0, Subscribers = 1, Between = 20, Rest = TimeSpan.FromMilliseconds(50) };
        await using var load = await UnderLoad.StartAsync(trial, installation, shape);
        await using var crowd = await Crowd.GatherAsync(trial, () => node.Address, count);
        await trial.EachCycleAsync(async () =>
        {
            var writer = await LongStories.BeginAsync(trial, node);
            await Task.Delay(TimeSpan.FromSeconds(1), trial.Stop);
            var (slow, stopped) = (Part(crowd, 0), Part(crowd, 1));
            crowd.Latencies.Take();
            await Task.Delay(window / 2, trial.Stop);
            var (before, memory) = (crowd.Latencies.Take(), Memory(node));

            slow.ForEach(c => c.Pace = Pace.Slow);
            stopped.ForEach(c => c.Pace = Pace.Stopped);
            await Task.Delay(window, trial.Stop);
            var (during, grown) = (crowd.Latencies.Take(), Memory(node) - memory);
            var told = string.Create(CultureInfo.InvariantCulture, $"{count} streams: {before} before; {during} while {slow.Count} read slowly and {stopped.Count} not at all, {grown} MB more");
            trial.Say(told);
            if (during.P99 > Math.Max(3 * before.P99, before.P99 + 50))
                throw new ViolationException("slow", $"the others noticed: {told}");
            if (grown > MegabytesOfItsOwn + (slow.Count + stopped.Count) * KilobytesEach / 1024)
                throw new ViolationException("memory", told);

            slow.ForEach(c => c.Pace = Pace.Quick);
            stopped.ForEach(c => c.Pace = Pace.Quick);
            await writer.DisposeAsync();
            await load.PauseAsync();
            await crowd.CaughtUpAsync(trial, load.Subscribers.Max(s => s.Last), TimeSpan.FromSeconds(60));
            crowd.Check();
            if (stopped.TrueForAll(c => c.Connections == trial.Cycle))
                throw new ViolationException("slow", "of those that read nothing, none was cut off");
            trial.Notes.Add(told);
            await load.CheckAsync();
        });
    }

    // One in ten of them, the same ones each time: their sockets are small.
    static List<StreamClient> Part(Crowd crowd, int part) => [.. crowd.Clients.Where(c => c.Number % 10 == part)];

    /// <summary>MB of the node's process that are in memory.</summary>
    static long Memory(Node node) => long.Parse(
        File.ReadLines($"/proc/{node.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0],
        CultureInfo.InvariantCulture) / 1024;
}

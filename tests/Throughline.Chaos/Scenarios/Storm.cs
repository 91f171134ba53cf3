using System.Diagnostics;
using System.Globalization;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Machine;
using Throughline.Chaos.Streams;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>Thousands of live streams lose their node at once and all come back.</summary>
sealed class Storm : Scenario
{
    const int Clients = 5000;
    const int ShortClients = 1000;

    /// <summary>They come back spread over 2 s; a second start may take 10.</summary>
    static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(60);

    public override string Name => "storm";

    public override string Tries => "5,000 live streams (short: 1,000) lose their node to a kill -9 and all resume after its restart: 0 lost, 0 twice";

    public override int Cycles => 5;

    public override int ShortCycles => 1;

    public override string? NotHere() => OpenFiles.WhyNot(Clients + 1000);

    public override async Task RunAsync(Trial trial)
    {
        var node = default(Node);
        await using var installation = await Installation.EmbeddedAsync(trial);
        node = installation.Nodes[0];
        var longest = TimeSpan.Zero;
        var count = trial.IsShort ? ShortClients : Clients;
        // Facts come as fast as thousands of streams on the same machine can be told of them.
        var shape = new LoadShape { Authors = 2, Workers = 1, Importers = 0, Subscribers = 1, Between = 60, Rest = TimeSpan.FromMilliseconds(50) };
        await using var load = await UnderLoad.StartAsync(trial, installation, shape);
        await using var crowd = await Crowd.GatherAsync(trial, () => node.Address, count);
        await trial.EachCycleAsync(async () =>
        {
            await load.AcknowledgesAsync(shape.Between);
            await Task.Delay(trial.Chance.Next(20, 500), trial.Stop);
            await node.KillAsync();
            await node.StartAsync();
            var ready = Stopwatch.GetTimestamp();
            await load.AcknowledgesAsync(shape.Between);
            await load.PauseAsync();
            await crowd.CaughtUpAsync(trial, load.Subscribers.Max(s => s.Last), CatchUp);
            var took = Stopwatch.GetElapsedTime(ready);
            longest = took > longest ? took : longest;
            crowd.Check();
            await load.CheckAsync();
            trial.Say(string.Create(CultureInfo.InvariantCulture, $"{count} streams caught up {took.TotalSeconds:0.0} s after the node was ready"));
        });
        trial.Notes.Add(string.Create(CultureInfo.InvariantCulture,
            $"{count} streams, {crowd.Clients.Sum(c => c.Count)} facts told, 0 lost, 0 twice; all caught up {longest.TotalSeconds:0.0} s after the node was ready"));
    }
}

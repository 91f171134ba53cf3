using System.Diagnostics;
using System.Globalization;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>Three nodes are restarted one after the other, as for a new version, while clients go on.</summary>
sealed class Rolling : Scenario
{
    static readonly TimeSpan Drains = TimeSpan.FromSeconds(10);

    public override string Name => "rolling";

    public override string Tries => "3 nodes are restarted one after the other by SIGTERM: each drains, and no request fails that honours Retry-After";

    public override int Cycles => 20;

    public override int ShortCycles => 1;

    public override async Task RunAsync(Trial trial)
    {
        await using var installation = await Installation.SharedAsync(trial, await OwnPostgres.StartAsync(trial), nodes: 3);
        await using var visitors = new Visitors(trial, installation);
        var longest = TimeSpan.Zero;
        await UnderLoadAsync(trial, installation, new LoadShape { Subscribers = 3 }, async load =>
        {
            visitors.Begin();
            foreach (var node in installation.Nodes)
            {
                await Task.Delay(trial.Chance.Next(50, 500), trial.Stop);
                var asked = Stopwatch.GetTimestamp();
                await node.StopAsync();
                var took = Stopwatch.GetElapsedTime(asked);
                longest = took > longest ? took : longest;
                if (took > Drains)
                    throw new ViolationException("drain", $"node {node.Number} took {took.TotalSeconds:0.0} s from SIGTERM to its end");
                await node.StartAsync();
                await load.AcknowledgesAsync(20);
            }
            await visitors.EndAsync();
        });
        trial.Notes.Add(string.Create(CultureInfo.InvariantCulture,
            $"{visitors.Answered} requests, 0 failed, {visitors.Asked503} were told to come again, {visitors.Crossed} met a connection that was being closed; from SIGTERM to the end {longest.TotalSeconds:0.0} s at most"));
    }
}

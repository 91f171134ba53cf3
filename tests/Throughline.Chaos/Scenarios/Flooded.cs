using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Streams;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Scenarios;

/// <summary>One client asks for ten times what the node does at a time for one, and does not wait when it is told to.</summary>
sealed class Flooded : Scenario
{
    /// <summary>Ten times <c>Edge:ClientAtOnce</c>.</summary>
    const int Connections = 640;

    public override string Name => "flood";

    public override string Tries => "one client floods the node from 640 connections, ten times what it may have at once: it is told 429, and another one's p99 stays within twice";

    public override int Cycles => 5;

    public override int ShortCycles => 1;

    // Addresses beside 127.0.0.1 are there by themselves only on Linux.
    public override string? NotHere() => OperatingSystem.IsLinux() ? null : "it needs Linux";

    public override async Task RunAsync(Trial trial)
    {
        var window = TimeSpan.FromSeconds(trial.IsShort ? 4 : 20);
        await using var installation = await Installation.EmbeddedAsync(trial);
        var node = installation.Nodes[0];
        await using var load = await UnderLoad.StartAsync(trial, installation, new LoadShape { Authors = 1, Workers = 1, Importers = 0, Subscribers = 1, Rest = TimeSpan.FromMilliseconds(50) });
        using var client = InstanceOwner.Client();
        var projects = JsonNode.Parse(await client.GetStringAsync(new Uri(node.Address, "/api/projects"), trial.Stop))!;
        var project = (string)projects["items"]![0]!["id"]!;
        using var neighbour = new Neighbour(trial, node, project);
        await neighbour.AskAsync(TimeSpan.FromSeconds(1));
        var ratios = new List<double>();
        await trial.EachCycleAsync(async () =>
        {
            var before = await neighbour.AskAsync(window);
            Spread during;
            var flood = Flood.Begin(trial, node, project, Connections);
            await using (flood)
            {
                // Until its connections stand.
                await Until.TrueAsync("flood", "the flood is told to come again", TimeSpan.FromSeconds(20), () => flood.Refused > 0, trial.Stop);
                during = await neighbour.AskAsync(window);
            }
            ratios.Add(during.P99 / before.P99);
            var told = string.Create(CultureInfo.InvariantCulture,
                $"alone {before}; while another made {flood.Made} and was refused {flood.Refused}: {during}, {during.P99 / before.P99:0.0} times");
            trial.Say(told);
            trial.Notes.Add(told);
            if (flood.Wrong > 0)
                throw new ViolationException("flood", $"{flood.Wrong} requests of the flood were answered neither 201 nor 429 or 503 with Retry-After");
            await load.CheckAsync();
        });
        // A short run is one look at a machine that does other things too: there it counts that only the flood was refused.
        var median = ratios.Order().ElementAt(ratios.Count / 2);
        if (!trial.IsShort && median > 2)
            throw new ViolationException("flood", string.Create(CultureInfo.InvariantCulture, $"a well-behaved client's p99 was {median:0.0} times what it was without the flood; 2 are allowed"));
    }
}

using System.Diagnostics;
using System.Globalization;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Machine;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Cli;

namespace Throughline.Chaos.Scenarios;

/// <summary>One of three nodes is killed, stopped or cut off from the database. The others go on, and it comes back without lies.</summary>
sealed class NodesLost : Scenario
{
    /// <summary>A silent node's transaction ends after 4 s; the rest is for the commit that waited for it, on a busy machine.</summary>
    static readonly TimeSpan OthersGoOn = TimeSpan.FromSeconds(8);

    static readonly Loss[] Losses = Enum.GetValues<Loss>();

    public override string Name => "nodes";

    public override string Tries =>
        "one of 3 nodes is killed, stopped past every timeout, or cut off from the database (both ways, one way, flapping); the others go on within 8 s";

    public override int Cycles => 30;

    public override int ShortCycles => 2;

    public override string? NotHere() => Network.WhyNot();

    public override async Task RunAsync(Trial trial)
    {
        await using var separated = await Separated.StartAsync(trial, nodes: 3);
        var slowest = TimeSpan.Zero;
        await UnderLoadAsync(trial, separated.Installation, new LoadShape(), async load =>
        {
            // In a row, so that six cycles have them all; a short run has a stopped node and one that is cut off.
            var loss = Losses[trial.Cycle % Losses.Length];
            var victim = separated.Installation.Nodes[trial.Chance.Next(3)];
            var took = await LoseAsync(trial, separated, victim, loss);
            if (took > slowest)
                slowest = took;
        });
        trial.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"the others went on after {slowest.TotalSeconds:0.0} s at most"));
    }

    static async Task<TimeSpan> LoseAsync(Trial trial, Separated separated, Node victim, Loss loss)
    {
        using var api = new Api(Others(separated.Installation, victim));
        var network = separated.NetworkOf(victim);
        var lasts = TimeSpan.FromSeconds(trial.IsShort ? 5.5 : trial.Chance.Next(5, 40));
        await Task.Delay(trial.Chance.Next(20, 300), trial.Stop);
        var lost = Stopwatch.GetTimestamp();
        await BeginAsync(victim, network, loss);
        try
        {
            var took = await GoOnAsync(trial, api, loss);
            await LastAsync(trial, network, loss, lasts - Stopwatch.GetElapsedTime(lost));
            return took;
        }
        finally
        {
            var back = Stopwatch.GetTimestamp();
            await EndAsync(victim, network, loss);
            if (loss != Loss.Killed)
                await victim.RecoverAsync(back);
        }
    }

    static async Task BeginAsync(Node victim, Network network, Loss loss)
    {
        switch (loss)
        {
            case Loss.Killed:
                await victim.KillAsync();
                break;
            case Loss.Stopped:
                victim.Signal(Signals.Stop);
                break;
            default:
                await network.CutAsync(requests: loss != Loss.AnswersCut, answers: loss != Loss.RequestsCut);
                break;
        }
    }

    static async Task LastAsync(Trial trial, Network network, Loss loss, TimeSpan lasts)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < lasts)
        {
            await Task.Delay(trial.Chance.Next(100, 1500), trial.Stop);
            if (loss != Loss.Flapping)
                continue;
            await network.MendAsync();
            await Task.Delay(trial.Chance.Next(50, 1000), trial.Stop);
            await network.CutAsync(requests: trial.Chance.Next(3) > 0, answers: trial.Chance.Next(3) > 0);
        }
    }

    static Task EndAsync(Node victim, Network network, Loss loss)
    {
        switch (loss)
        {
            case Loss.Killed:
                return victim.StartAsync();
            case Loss.Stopped:
                victim.Signal(Signals.Continue);
                return Task.CompletedTask;
            default:
                return network.MendAsync();
        }
    }

    /// <summary>How long it takes until the other nodes acknowledge a change.</summary>
    static async Task<TimeSpan> GoOnAsync(Trial trial, Api api, Loss loss)
    {
        var lost = Stopwatch.GetTimestamp();
        var key = string.Create(CultureInfo.InvariantCulture, $"OTHERS{trial.Cycle}");
        var body = new System.Text.Json.Nodes.JsonObject { ["key"] = "O" + trial.Cycle.ToString(CultureInfo.InvariantCulture), ["name"] = key };
        await api.AskAsync(HttpMethod.Post, "/api/projects", body, key, _ => Stopwatch.GetElapsedTime(lost) > 4 * OthersGoOn, trial.Stop);
        var took = Stopwatch.GetElapsedTime(lost);
        trial.Say(string.Create(CultureInfo.InvariantCulture, $"a node is lost ({loss}); the others went on after {took.TotalSeconds:0.0} s"));
        return took <= OthersGoOn ? took : throw new ViolationException("others", string.Create(CultureInfo.InvariantCulture,
            $"a node was lost ({loss}), and for {took.TotalSeconds:0.0} s the others acknowledged nothing; {OthersGoOn.TotalSeconds:0} s are allowed"));
    }

    static Func<Uri> Others(Installation installation, Node victim)
    {
        var turn = 0;
        var others = installation.Nodes.Where(n => n != victim).ToList();
        return () => others[(int)((uint)Interlocked.Increment(ref turn) % others.Count)].Address;
    }

    enum Loss
    {
        Killed,
        Stopped,
        RequestsCut,
        CutOff,
        AnswersCut,
        Flapping,
    }
}

using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Cli;

namespace Throughline.Chaos.Scenarios;

/// <summary>kill -9 of the server and of its PostgreSQL, in either order, so that neither can tidy up after the other.</summary>
sealed class KillBoth : Scenario
{
    public override string Name => "kill-both";

    public override string Tries => "kill -9 of server and PostgreSQL, within 100 ms of each other and in either order; both start again";

    public override async Task RunAsync(Trial trial)
    {
        await using var installation = await Installation.EmbeddedAsync(trial);
        var node = installation.Nodes[0];
        await UnderLoadAsync(trial, installation, new LoadShape(), async _ =>
        {
            var (serverFirst, between) = (trial.Chance.Next(2) == 0, trial.Chance.Next(100));
            await Task.Delay(trial.Chance.Next(20, 500), trial.Stop);
            var postmaster = EmbeddedPostmaster.Of(installation);
            if (serverFirst)
                node.Signal(Signals.Kill);
            else
                EmbeddedPostmaster.Kill(postmaster);
            await Task.Delay(between, trial.Stop);
            if (serverFirst)
                EmbeddedPostmaster.TryKill(postmaster);
            else
                node.Signal(Signals.Kill);
            await node.EndedAsync();
            await node.StartAsync();
        });
    }
}

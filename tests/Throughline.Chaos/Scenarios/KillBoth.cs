using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

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
            var postmaster = KillPostgres.Postmaster(installation);
            var killing = serverFirst ? node.KillAsync() : Task.CompletedTask;
            if (!serverFirst)
                KillPostgres.Kill(postmaster);
            await Task.Delay(between, trial.Stop);
            if (serverFirst)
                TryKill(postmaster);
            else
                await node.KillAsync();
            await killing;
            await node.StartAsync();
        });
    }

    // Its watchdog may have stopped it already.
    static void TryKill(int process)
    {
        try
        {
            KillPostgres.Kill(process);
        }
        catch (ArgumentException)
        {
            // It is gone.
        }
    }
}

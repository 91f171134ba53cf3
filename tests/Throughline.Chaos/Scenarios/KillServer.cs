using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>kill -9 of the server, with its own PostgreSQL, at any moment.</summary>
sealed class KillServer : Scenario
{
    public override string Name => "kill-server";

    public override string Tries => "kill -9 of the server at a random moment; its PostgreSQL ends with it, and both start again";

    public override async Task RunAsync(Trial trial)
    {
        await using var installation = await Installation.EmbeddedAsync(trial);
        await UnderLoadAsync(trial, installation, new LoadShape(), async _ =>
        {
            await Task.Delay(trial.Chance.Next(20, 500), trial.Stop);
            await installation.Nodes[0].KillAsync();
            await installation.Nodes[0].StartAsync();
        });
    }
}

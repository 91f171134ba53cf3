using System.Diagnostics;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>kill -9 of the embedded PostgreSQL's postmaster; the server starts it again.</summary>
sealed class KillPostgres : Scenario
{
    public override string Name => "kill-postgres";

    public override string Tries => "kill -9 of the embedded PostgreSQL; the server starts it again and goes on";

    public override async Task RunAsync(Trial trial)
    {
        await using var installation = await Installation.EmbeddedAsync(trial);
        var node = installation.Nodes[0];
        await UnderLoadAsync(trial, installation, new LoadShape(), async _ =>
        {
            await Task.Delay(trial.Chance.Next(20, 500), trial.Stop);
            var killed = EmbeddedPostmaster.Of(installation);
            EmbeddedPostmaster.Kill(killed);
            var since = Stopwatch.GetTimestamp();
            await Until.TrueAsync("ready", "another PostgreSQL runs", TimeSpan.FromSeconds(30), () => EmbeddedPostmaster.Of(installation) is not 0 and var now && now != killed, trial.Stop);
            await node.RecoverAsync(since);
        });
    }
}

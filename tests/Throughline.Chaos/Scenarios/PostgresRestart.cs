using System.Diagnostics;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>A PostgreSQL elsewhere is restarted, as its administrator does it, while the node goes on.</summary>
sealed class PostgresRestart : Scenario
{
    public override string Name => "postgres-restart";

    public override string Tries => "pg_ctl restart of a PostgreSQL elsewhere, fast and immediate in turn; the node is not restarted";

    /// <summary>One for each mode.</summary>
    public override int ShortCycles => 2;

    public override async Task RunAsync(Trial trial)
    {
        var postgres = await OwnPostgres.StartAsync(trial);
        await using var installation = await Installation.SharedAsync(trial, postgres, 1);
        var node = installation.Nodes[0];
        var process = node.Id;
        await UnderLoadAsync(trial, installation, new LoadShape(), async _ =>
        {
            await Task.Delay(trial.Chance.Next(20, 500), trial.Stop);
            await postgres.RestartAsync(trial.Cycle % 2 == 1 ? "fast" : "immediate", trial.Stop);
            await node.RecoverAsync(Stopwatch.GetTimestamp());
            if (node.Id != process || !node.Runs)
                throw new ViolationException("ready", "the node ended, and had nothing to end for");
        });
    }
}

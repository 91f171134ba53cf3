using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>kill -9 of the server while stories come in as lines.</summary>
sealed class KillImport : Scenario
{
    const int Lines = 2000;

    public override string Name => "import";

    public override string Tries => "kill -9 of the server in the middle of NDJSON imports and batches, which are then sent again";

    public override async Task RunAsync(Trial trial)
    {
        await using var installation = await Installation.EmbeddedAsync(trial);
        var shape = new LoadShape { Authors = 1, Workers = 0, Importers = 2, ImportLines = Lines };
        await UnderLoadAsync(trial, installation, shape, async load =>
        {
            var before = Interrupted(load);
            await load.AcknowledgesAsync(trial.Chance.Next(1, Lines));
            await installation.Nodes[0].KillAsync();
            await installation.Nodes[0].StartAsync();
            await Until.TrueAsync("progress", "an import that was broken off is sent again", TimeSpan.FromSeconds(20), () => Interrupted(load) > before, trial.Stop);
        });
    }

    static int Interrupted(UnderLoad load) => load.Clients.OfType<Importer>().Sum(i => i.Interrupted);
}

using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>The oracle is put to the test: the program makes mistakes on purpose, and each has to be noticed by the rule that is there for it.</summary>
sealed class Defects : Scenario
{
    static readonly SeededDefect[] Seeded =
    [
        new("answer-before-commit", ["acknowledged"], new LoadShape(), KillBeforeCommitAsync),
        new("skip-page", ["recount"], new LoadShape(), Nothing),
        new("skip-live", ["subscribers"], new LoadShape(), Nothing),
        new("drop-epoch-check", ["completed-once", "one-holder"], new LoadShape { Authors = 1, Workers = 6, Importers = 0, Stale = 100 }, Nothing),
    ];

    public override string Name => "defects";

    public override string Tries => "mistakes made on purpose, each of which the oracle must notice: " + string.Join(", ", Seeded.Select(s => s.Name));

    public override int Cycles => 5;

    public override string? NotHere() => FaultPoints.NotHere;

    public override async Task RunAsync(Trial trial)
    {
        await using var postgres = await OwnPostgres.StartAsync(trial);
        await trial.EachCycleAsync(async () =>
        {
            foreach (var defect in Seeded)
                await CatchAsync(trial, postgres, defect);
        });
    }

    static async Task CatchAsync(Trial trial, OwnPostgres postgres, SeededDefect defect)
    {
        var name = $"{trial.Scenario}-{trial.Cycle}-{defect.Name}";
        var connection = await postgres.MakeDatabaseAsync(name, trial.Stop);
        var made = new Trial(name, trial.Seed + trial.Cycle, 1, trial.IsShort, TrialFolder.Make($"{trial.Scenario}/{name}"), trial.Stop);
        try
        {
            await using var installation = await Installation.OnAsync(made, connection, 1, variables: FaultPoints.Defect(defect.Name));
            await UnderLoadAsync(made, installation, defect.Shape, load => defect.BreakAsync(made, load));
        }
        catch (ViolationException found)
        {
            var rules = found.Violations.Select(v => v.Rule).Distinct().ToList();
            if (!defect.Rules.Intersect(rules).Any())
                throw new ViolationException("defects", $"{defect.Name} was noticed by {string.Join(", ", rules)}, and not by {string.Join(" or ", defect.Rules)}: {found.Message}");
            trial.Acknowledged += made.Acknowledged;
            if (trial.Cycle == 1)
                trial.Notes.Add($"{defect.Name} noticed by {string.Join(", ", rules)}");
            trial.Say($"{defect.Name} is noticed by {string.Join(", ", rules)}: {found.Violations.First(v => defect.Rules.Contains(v.Rule)).Text}");
            return;
        }
        throw new ViolationException("defects", $"{defect.Name} was not noticed");
    }

    static Task Nothing(Trial trial, UnderLoad load) => load.AcknowledgesAsync(300);

    static async Task KillBeforeCommitAsync(Trial trial, UnderLoad load)
    {
        var node = load.Installation.Nodes[0];
        await node.KillAsync();
        node.Launch(FaultPoints.At("before-commit", trial.Chance.Next(1, 20)));
        await node.EndedAsync();
        await node.StartAsync();
    }

    /// <param name="Rules">Those of the oracle that are there for it; one of them has to notice.</param>
    sealed record SeededDefect(string Name, string[] Rules, LoadShape Shape, Func<Trial, UnderLoad, Task> BreakAsync);
}

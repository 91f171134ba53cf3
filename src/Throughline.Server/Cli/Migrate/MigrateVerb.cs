using System.CommandLine;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Migrate;

/// <summary>`migrate`: brings the database to this program's schema, as `serve` does at its start.</summary>
public static class MigrateVerb
{
    public static Command Create(Run run)
    {
        var verb = new Command("migrate", "Bring the database to this program's schema; serve does it by itself at every start.")
        {
            SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.Verbose,
        };
        verb.SetAction(parsed => MigrateAsync(run, run.ReadSettings(parsed)));
        return HelpWithExamples.Add(verb, "migrate", "migrate --postgres \"Host=db;Database=throughline;Username=owner\"");
    }

    static async Task<int> MigrateAsync(Run run, IConfigurationRoot settings)
    {
        using var signals = new StopSignals(run.Stop);
        using var logs = Logs.CreateForErrors(settings, run);
        await using var engine = await PostgresEngine.AttachAsync(run.ReadPostgres(settings), logs, signals.Stop);
        var migrator = new Migrator(logs.CreateLogger<Migrator>());

        var before = await migrator.StatusAsync(engine.DataSource, signals.Stop);
        await migrator.MigrateAsync(engine.DataSource, signals.Stop);
        foreach (var step in before.Where(step => step.AppliedAt is null))
            await run.Shell.Out.WriteLineAsync($"applied {step.Number:0000}_{step.Name}");
        await run.Shell.Out.WriteLineAsync($"The schema is at {before[^1].Number:0000}_{before[^1].Name}.");
        return ExitCode.Done;
    }
}

using System.CommandLine;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Recount;

/// <summary>`recount`: works the statistics out from the journal a second way, and compares. The server may run meanwhile.</summary>
public static class RecountVerb
{
    public static Command Create(Run run)
    {
        var repair = new Option<bool>("--repair") { Description = "Put what the journal says in the place of what differs" };
        var verb = new Command("recount", "Work out every statistic from the journal and compare; exit code 1 when one differs.")
        {
            SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.Verbose, repair,
        };
        verb.SetAction(parsed => RecountAsync(run, run.ReadSettings(parsed), parsed.GetValue(repair)));
        return HelpWithExamples.Add(verb, "recount", "recount --repair");
    }

    static async Task<int> RecountAsync(Run run, IConfigurationRoot settings, bool repair)
    {
        using var signals = new StopSignals(run.Stop);
        using var logs = Logs.CreateForErrors(settings, run);
        await using var engine = await PostgresEngine.AttachAsync(run.ReadPostgres(settings), logs, signals.Stop);
        var report = await new StatisticsRecount(engine.DataSource).RunAsync(repair, signals.Stop);
        RecountTable.Write(run.Shell.Out, report);
        return report.Agrees || report.Repaired ? ExitCode.Done : ExitCode.Failed;
    }
}

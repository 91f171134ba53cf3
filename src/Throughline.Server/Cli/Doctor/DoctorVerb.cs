using System.CommandLine;
using Throughline.Server.Mail;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Server.Cli.Doctor;

/// <summary>`doctor`: looks at everything the server stands on and says what to do. It changes nothing.</summary>
public static class DoctorVerb
{
    public static Command Create(Run run)
    {
        var json = new Option<bool>("--json") { Description = "Write one JSON object: verdict and findings" };
        var full = new Option<bool>("--full") { Description = "Count every position of the journal, not only the newest million" };
        var verb = new Command("doctor", "Check PostgreSQL, disk, mail, clock, rights, migrations, followers and journal; say what to do.")
        {
            SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.Verbose, full, json,
        };
        verb.SetAction(async parsed =>
        {
            var settings = run.ReadSettings(parsed);
            var findings = await ExamineAsync(run, settings, parsed.GetValue(full));
            await run.Shell.Out.WriteAsync(parsed.GetValue(json) ? Findings.AsJson(findings) : Findings.AsText(findings));
            return Findings.Worst(findings) == Verdict.Fail ? ExitCode.Failed : ExitCode.Done;
        });
        return HelpWithExamples.Add(verb, "doctor", "doctor --postgres \"Host=db;Database=throughline;Username=throughline\"", "doctor --full --json");
    }

    static async Task<IReadOnlyList<Finding>> ExamineAsync(Run run, IConfigurationRoot settings, bool full)
    {
        var postgres = run.ReadPostgres(settings);
        var embedded = postgres.Connection is null;
        // Starting an embedded PostgreSQL would make the database, and a doctor changes nothing.
        if (embedded && !File.Exists(Path.Combine(DataFolder.ClusterOf(postgres.Data), "PG_VERSION")))
            return [Finding.Warn("engine", $"there is no database yet in {postgres.Data}", "Start the server: it makes one. Or name the data folder that is meant: --data DIR.")];

        var findings = new List<Finding>();
        using var signals = new StopSignals(run.Stop);
        using var logs = Logs.CreateForErrors(settings, run);
        if (embedded) findings.Add(DiskCheck.Run(postgres.Data));
        if (await MailCheck.RunAsync(settings.GetSection(MailSettings.Section).Get<MailSettings>() ?? new MailSettings(), signals.Stop) is { } mail) findings.Add(mail);
        try
        {
            await using var engine = await PostgresEngine.AttachAsync(postgres, logs, signals.Stop);
            findings.Insert(0, EngineCheck.Run(engine));
            findings.Add(await ClockCheck.RunAsync(engine.DataSource, TimeProvider.System, signals.Stop));
            findings.Add(await RightsCheck.RunAsync(engine.DataSource, signals.Stop));
            var migrations = await MigrationsCheck.RunAsync(engine.DataSource, signals.Stop);
            findings.Add(migrations);
            if (migrations.Verdict == Verdict.Ok)
            {
                findings.Add(await SearchCheck.RunAsync(engine.DataSource, signals.Stop));
                findings.AddRange(await FollowersCheck.RunAsync(engine.DataSource, signals.Stop));
                findings.Add(await JournalCheck.RunAsync(engine.DataSource, full, signals.Stop));
            }
        }
        catch (StartupException e)
        {
            findings.Insert(0, Finding.Fail("engine", e.Message, "The rest is examined once PostgreSQL answers."));
        }

        return findings;
    }
}

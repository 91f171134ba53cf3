using System.CommandLine;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli;

/// <summary>
/// Verbs that change the instance past its API, for whoever may use its database anyway: on the machine itself, whether a server is
/// running or not.
/// </summary>
static class OnThisMachine
{
    public static readonly IReadOnlyList<Option> Options = [SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.Verbose];

    public static Command With(this Command verb, IEnumerable<Option> options)
    {
        foreach (var option in options)
            verb.Add(option);
        return verb;
    }

    public static async Task<int> RunAsync(Run run, IConfigurationRoot settings, Func<PostgresEngine, LocalJournal, Task> act)
    {
        using var signals = new StopSignals(run.Stop);
        using var logs = Logs.CreateForErrors(settings, run);
        await using var engine = await PostgresEngine.AttachAsync(run.ReadPostgres(settings), logs, signals.Stop);
        await MigrateAsync(engine, logs, signals.Stop);
        await using var journal = await LocalJournal.OpenAsync(engine.DataSource, logs, signals.Stop);
        await act(engine, journal);
        return ExitCode.Done;
    }

    // A new database is made ready; but one that another version may be serving just now is not changed under its feet.
    static async Task MigrateAsync(PostgresEngine engine, ILoggerFactory logs, CancellationToken cancellation)
    {
        var migrator = new Migrator(logs.CreateLogger<Migrator>());
        var steps = await migrator.StatusAsync(engine.DataSource, cancellation);
        if (steps.All(step => step.AppliedAt is null))
            await migrator.MigrateAsync(engine.DataSource, cancellation);
        else if (steps.Any(step => step.AppliedAt is null))
            throw new StartupException("The database is older than this program: start this version with `serve`, or bring the database to it with `migrate`.");
    }
}

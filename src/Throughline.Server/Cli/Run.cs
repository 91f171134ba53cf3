using System.CommandLine;
using Throughline.Domain;
using Throughline.Server.Cli.Settings;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli;

/// <summary>Puts the stages of a node together; the command line knows no stage above PostgreSQL by name.</summary>
/// <param name="visitor">In a demo: whom visitors from this machine are taken for.</param>
public delegate WebApplication BuildNode(WebApplicationBuilder builder, PostgresEngine engine, UserId? visitor);

/// <summary>One run of the program: what surrounds it, what it can build, and how it is asked to stop.</summary>
public sealed class Run(Shell shell, BuildNode build, KnownSettings known)
{
    public Shell Shell => shell;
    public BuildNode Build => build;
    public KnownSettings Known => known;

    /// <summary>Stops the run as SIGTERM does. Set by whoever runs the program inside another one.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Failures show their stack trace.</summary>
    public bool Verbose { get; set; }

    public IConfigurationRoot ReadSettings(ParseResult parsed)
    {
        Verbose = parsed.GetValue(SettingsOptions.Verbose);
        var settings = SettingsReader.Read(shell, SettingsOptions.Given(parsed));
        known.Check(settings);
        Verbose |= Enum.TryParse<LogLevel>(settings["Logging:LogLevel:Throughline"], ignoreCase: true, out var level) && level <= LogLevel.Debug;
        StartTrace.Mark("settings");
        return settings;
    }

    public PostgresSettings ReadPostgres(IConfiguration settings)
    {
        var postgres = settings.GetSection(PostgresSettings.Section).Get<PostgresSettings>() ?? new PostgresSettings();
        // A word for the default, so that a lower source (PGHOST in the environment) can be overruled.
        if (postgres.Connection is "" or "embedded") postgres = postgres with { Connection = null };
        // Folders are meant from where the program was called.
        return postgres with { Data = Path.GetFullPath(postgres.Data, shell.Folder) };
    }
}

using Microsoft.Extensions.Logging.Console;

namespace Throughline.Server.Cli;

/// <summary>Logs go to stdout: lines for a person on a terminal, JSON with scopes (request id) for everything else.</summary>
public static class Logs
{
    public static bool AreJson(IConfiguration settings, Shell shell) => settings["Logging:Format"] switch
    {
        "json" => true,
        "text" => false,
        null or "auto" => !shell.OutputIsTerminal,
        _ => throw new UsageException("Logging:Format must be auto, json or text."),
    };

    public static ILoggerFactory Create(IConfiguration settings, Shell shell)
    {
        var json = AreJson(settings, shell);
        return LoggerFactory.Create(logging =>
        {
            // Quiet unless told otherwise; the framework tells about failures, Throughline about what it does.
            logging.AddFilter(null, LogLevel.Warning).AddFilter("Throughline", LogLevel.Information);
            logging.AddConfiguration(settings.GetSection("Logging"));
            if (json) logging.AddJsonConsole(Configure);
            else logging.AddSimpleConsole(Configure);
        });
    }

    /// <summary>For the verbs that answer on stdout: only what went wrong, on stderr.</summary>
    public static ILoggerFactory CreateForErrors(IConfiguration settings, Run run) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        if (run.Verbose) logging.AddConfiguration(settings.GetSection("Logging"));
        logging.AddSimpleConsole(Configure);
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    });

    static void Configure(JsonConsoleFormatterOptions options)
    {
        options.IncludeScopes = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    }

    static void Configure(SimpleConsoleFormatterOptions options)
    {
        options.SingleLine = true;
        options.UseUtcTimestamp = true;
        options.TimestampFormat = "HH:mm:ss ";
    }
}

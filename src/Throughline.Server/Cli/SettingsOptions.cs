using System.CommandLine;
using Throughline.Server.Cli.Settings;

namespace Throughline.Server.Cli;

/// <summary>The options that are settings: the same on every verb that uses them, and above every other source.</summary>
public static class SettingsOptions
{
    public static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';' (http://localhost:8080)",
        HelpName = "URL",
    };

    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the server's own data; its private PostgreSQL lives below it (data)",
        HelpName = "DIR",
    };

    public static readonly Option<string> Postgres = new("--postgres")
    {
        Description = "Connection string of a PostgreSQL 15 or later; 'embedded' for the private one in the data folder (embedded)",
        HelpName = "CONNECTION",
    };

    public static readonly Option<string> LogFormat = new Option<string>("--log-format")
    {
        Description = "json, text, or auto: text on a terminal, else json (auto)",
        HelpName = "FORMAT",
    }.AcceptOnlyFromAmong("auto", "json", "text");

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Log details; show where a failure came from",
    };

    static readonly (Option<string> Option, string Key)[] Keys =
    [
        (Urls, "Server:Urls"),
        (Data, "Postgres:Data"),
        (Postgres, "Postgres:Connection"),
        (LogFormat, "Logging:Format"),
    ];

    public static IEnumerable<Setting> Given(ParseResult parsed)
    {
        foreach (var (option, key) in Keys)
            if (parsed.GetResult(option) is not null && parsed.GetValue(option) is { } value)
                yield return new Setting(key, value, $"command line {option.Name}");
        if (parsed.GetValue(Verbose)) yield return new Setting("Logging:LogLevel:Throughline", nameof(LogLevel.Debug), "command line --verbose");
    }
}

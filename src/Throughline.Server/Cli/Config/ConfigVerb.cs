using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughline.Server.Cli.Settings;

namespace Throughline.Server.Cli.Config;

/// <summary>`config`: every setting, its effective value, and who set it. Secrets are masked.</summary>
public static class ConfigVerb
{
    const string Default = "default";

    public static Command Create(Run run)
    {
        var json = new Option<bool>("--json") { Description = "Write one JSON object: key, value, origin" };
        var verb = new Command("config", "Show the effective settings and where each came from; secrets are masked.")
        {
            SettingsOptions.Urls, SettingsOptions.Data, SettingsOptions.Postgres, SettingsOptions.LogFormat, SettingsOptions.Verbose, json,
        };
        verb.SetAction(async parsed =>
        {
            var effective = Effective(run.Known, run.ReadSettings(parsed));
            await run.Shell.Out.WriteAsync(parsed.GetValue(json) ? AsJson(effective) : AsText(effective));
            return ExitCode.Done;
        });
        return HelpWithExamples.Add(verb, "config", "config --postgres \"Host=db;Username=throughline;Password=secret\"", "config --json");
    }

    public static IReadOnlyList<Setting> Effective(KnownSettings known, IConfigurationRoot settings)
    {
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in settings.Providers.OfType<SettingsLayer>().SelectMany(layer => layer.Settings)) origins[set.Key] = set.Origin;

        var all = known.All().Select(setting => Show(setting.Key, Convert.ToString(setting.Default, CultureInfo.InvariantCulture) ?? "")).ToList();
        // The log levels are open-ended: any category can have one. So are things that people name.
        all.AddRange(origins.Keys.Where(key => key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase) || known.IsOfNamed(key)).Order(StringComparer.Ordinal)
            .Select(key => Show(key, "")));
        return all;

        Setting Show(string key, string byDefault) =>
            new(key, Secrets.Hide(key, settings[key] ?? byDefault), origins.GetValueOrDefault(key, Default));
    }

    static string AsText(IReadOnlyList<Setting> settings)
    {
        var text = new StringBuilder();
        var wide = settings.Max(setting => setting.Key.Length);
        foreach (var setting in settings)
            text.Append(setting.Key.PadRight(wide)).Append("  ").Append(setting.Value.Length > 0 ? setting.Value : "-")
                .Append("  (").Append(setting.Origin).AppendLine(")");
        return text.ToString();
    }

    static string AsJson(IReadOnlyList<Setting> settings)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var setting in settings)
            {
                writer.WriteStartObject(setting.Key);
                writer.WriteString("value", setting.Value);
                writer.WriteString("origin", setting.Origin);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + Environment.NewLine;
    }
}

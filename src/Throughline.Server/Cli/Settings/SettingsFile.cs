using System.Globalization;
using System.Text.Json;

namespace Throughline.Server.Cli.Settings;

/// <summary>Reads an appsettings.json: `{"Postgres":{"PoolSize":32}}` is `Postgres:PoolSize`. Comments and trailing commas are fine.</summary>
public static class SettingsFile
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<Setting> Read(string file)
    {
        if (!File.Exists(file)) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            var settings = new List<Setting>();
            Flatten(document.RootElement, "", settings, file);
            return settings;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} isn't JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} can't be read: {e.Message}", e);
        }
    }

    static void Flatten(JsonElement element, string key, List<Setting> settings, string file)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Flatten(member.Value, Join(key, member.Name), settings, file);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Flatten(item, Join(key, index++.ToString(CultureInfo.InvariantCulture)), settings, file);
                break;
            case JsonValueKind.Null:
                break;
            default:
                settings.Add(new Setting(key, element.ToString(), file));
                break;
        }
    }

    static string Join(string key, string name) => key.Length == 0 ? name : $"{key}:{name}";
}

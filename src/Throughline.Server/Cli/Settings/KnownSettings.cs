using System.Globalization;
using System.Reflection;

namespace Throughline.Server.Cli.Settings;

/// <summary>
/// The settings that exist: the public properties of the stages' settings records, each with the section name it is bound from.
/// A name that nobody reads is refused, since a typing error would else be a setting that silently does nothing. A section that ends with
/// <c>:*</c> is one for each thing that people name themselves.
/// </summary>
public sealed class KnownSettings(IReadOnlyList<Type> records)
{
    const string Named = ":*";

    /// <summary>Key (`Postgres:PoolSize`), type and default value of every setting, in the stages' order; not those of things that people name.</summary>
    public IEnumerable<(string Key, Type Type, object? Default)> All() => Of(records.Where(record => !SectionOf(record).EndsWith(Named, StringComparison.Ordinal)));

    /// <summary>Whether a setting is one of a thing that people name.</summary>
    public bool IsOfNamed(string key) => records.Select(SectionOf).Any(section => section.EndsWith(Named, StringComparison.Ordinal) && IsIn(section[..^Named.Length], key));

    static IEnumerable<(string Key, Type Type, object? Default)> Of(IEnumerable<Type> records)
    {
        foreach (var record in records)
        {
            var defaults = Activator.CreateInstance(record)!;
            foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                if (property.CanWrite) yield return ($"{SectionOf(record)}:{property.Name}", property.PropertyType, property.GetValue(defaults));
        }
    }

    public void Check(IConfigurationRoot settings)
    {
        var known = Of(records).ToDictionary(setting => setting.Key, setting => setting.Type, StringComparer.OrdinalIgnoreCase);
        var sections = records.Select(record => SectionOf(record).Replace(Named, "", StringComparison.Ordinal)).ToList();
        foreach (var setting in settings.Providers.OfType<SettingsLayer>().SelectMany(layer => layer.Settings))
        {
            var section = sections.Find(name => IsIn(name, setting.Key));
            if (section is null) continue;
            if (!known.TryGetValue(IsOfNamed(setting.Key) ? WithoutName(setting.Key, section) : setting.Key, out var type))
                throw new UsageException($"There is no setting {setting.Key} ({setting.Origin}); `config` lists those of {section}.");
            if (!IsReadable(setting.Value, Nullable.GetUnderlyingType(type) ?? type, out var expected))
                throw new UsageException($"{setting.Key} ({setting.Origin}) must be {expected}.");
        }
    }

    static bool IsIn(string section, string key) => key.StartsWith(section + ':', StringComparison.OrdinalIgnoreCase);

    // `SignIn:Providers:example:ClientId` is `SignIn:Providers:*:ClientId`.
    static string WithoutName(string key, string section) =>
        key.IndexOf(':', section.Length + 1) is var end && end > 0 ? string.Concat(section, Named, key.AsSpan(end)) : key;

    static string SectionOf(Type record) =>
        (string?)record.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue()
        ?? throw new InvalidOperationException($"{record.Name} needs a constant Section.");

    static bool IsReadable(string value, Type type, out string expected)
    {
        (var readable, expected) = type switch
        {
            _ when type == typeof(int) => (int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), "a whole number"),
            _ when type == typeof(long) => (long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), "a whole number"),
            _ when type == typeof(double) => (double.TryParse(value, CultureInfo.InvariantCulture, out _), "a number"),
            _ when type == typeof(bool) => (bool.TryParse(value, out _), "true or false"),
            _ when type == typeof(TimeSpan) => (TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _), "a duration such as 00:00:30"),
            _ when type.IsEnum => (Enum.TryParse(type, value, ignoreCase: true, out _), $"one of {string.Join(", ", Enum.GetNames(type))}"),
            _ => (true, ""),
        };
        return readable;
    }
}

namespace Throughline.Server.Cli.Settings;

/// <summary>The settings that one source gives, each with its origin. A later layer wins over an earlier one.</summary>
public sealed class SettingsLayer : ConfigurationProvider, IConfigurationSource
{
    readonly Dictionary<string, string> _origins = new(StringComparer.OrdinalIgnoreCase);

    public SettingsLayer(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
        {
            Data[setting.Key] = setting.Value;
            _origins[setting.Key] = setting.Origin;
        }
    }

    public IEnumerable<Setting> Settings => Data.Select(pair => new Setting(pair.Key, pair.Value ?? "", _origins[pair.Key]));

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}

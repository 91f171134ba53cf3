namespace Throughline.Server.Postgres;

/// <summary>Where the master key is, under which the keys in the database are encrypted.</summary>
public sealed record KeysSettings
{
    public const string Section = "Keys";

    /// <summary>The key file; empty: keys/master.key in the data folder. Every node of an instance needs the same.</summary>
    // Not named File: a variable that ends with _FILE names a file that has the setting's value.
    public string MasterFile { get; init; } = "";

    public static string FileOf(IConfiguration configuration)
    {
        var file = configuration.GetSection(Section).Get<KeysSettings>()?.MasterFile ?? "";
        if (file.Length > 0)
            return Path.GetFullPath(file);
        var data = configuration.GetSection(PostgresSettings.Section).Get<PostgresSettings>() ?? new PostgresSettings();
        return Path.Combine(Path.GetFullPath(data.Data), "keys", "master.key");
    }
}

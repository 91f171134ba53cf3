using Npgsql;

namespace Throughline.Server.Cli.Settings;

/// <summary>Takes secrets out of what is shown.</summary>
public static class Secrets
{
    public const string Mask = "***";

    static readonly string[] SecretWords = ["password", "secret", "token", "apikey", "passphrase", "privatekey"];

    public static string Hide(string key, string value)
    {
        if (value.Length == 0) return value;
        var name = key[(key.LastIndexOf(':') + 1)..];
        if (Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))) return Mask;
        return name.Contains("connection", StringComparison.OrdinalIgnoreCase) ? HideInConnection(value) : value;
    }

    static string HideInConnection(string value)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(value);
            if (connection.Password is not null) connection.Password = Mask;
            if (connection.SslPassword is not null) connection.SslPassword = Mask;
            return connection.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or NotSupportedException)
        {
            // What can't be read can't be masked in part.
            return Mask;
        }
    }
}

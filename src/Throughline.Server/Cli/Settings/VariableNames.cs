using System.Globalization;
using Npgsql;

namespace Throughline.Server.Cli.Settings;

/// <summary>
/// How variables become settings. `THROUGHLINE_POSTGRES__POOLSIZE` is `Postgres:PoolSize`; `SERVER_PORT`, PostgreSQL's own PG… names and
/// `THROUGHLINE_OWNER_EMAIL` are understood as well. An empty variable counts as not set: that is what compose files make of a missing one.
/// </summary>
public static class VariableNames
{
    const string Prefix = "THROUGHLINE_";
    const string Urls = "Server:Urls";
    const string Connection = "Postgres:Connection";

    /// <summary>The names that scripts set an instance up with, without the two lines between section and setting.</summary>
    static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        [Prefix + "OWNER_EMAIL"] = "Owner:Email",
        [Prefix + "OWNER_NAME"] = "Owner:Name",
        [Prefix + "OWNER_PASSWORD"] = "Owner:Password",
    };

    static readonly string[] Known = ["SERVER_PORT", "PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD"];

    /// <summary>Other programs' variables share the environment; only ours are looked at.</summary>
    public static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || Known.Any(known => name == known || name == known + "_FILE");

    /// <param name="own">The variables of this source.</param>
    /// <param name="seen">The variables of this source over those of the sources before it: PGHOST may stand in one, PGPASSWORD in another.</param>
    public static IEnumerable<Setting> ToSettings(IReadOnlyList<Variable> own, IReadOnlyDictionary<string, Variable> seen)
    {
        // The general names go first: an exact THROUGHLINE_ name in the same source wins over them.
        foreach (var port in own.Where(variable => variable.Name == "SERVER_PORT"))
            yield return new Setting(Urls, PortToUrl(port), $"{port.Origin} SERVER_PORT");

        if (own.Any(variable => variable.Name.StartsWith("PG", StringComparison.Ordinal)) && seen.TryGetValue("PGHOST", out var host))
            yield return new Setting(Connection, ConnectionString(seen), $"{host.Origin} PGHOST");

        foreach (var variable in own.Where(variable => variable.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var key = Short.GetValueOrDefault(variable.Name) ?? variable.Name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (key.Contains(':', StringComparison.Ordinal)) yield return new Setting(key, variable.Value, $"{variable.Origin} {variable.Name}");
        }
    }

    static string PortToUrl(Variable variable)
    {
        if (!int.TryParse(variable.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            throw new UsageException($"SERVER_PORT ({variable.Origin}) must be a port from 0 (any free one) to 65535.");
        return port == 0 ? "http://127.0.0.1:0" : string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
    }

    static string ConnectionString(IReadOnlyDictionary<string, Variable> seen)
    {
        var connection = new NpgsqlConnectionStringBuilder { Host = seen["PGHOST"].Value };
        if (seen.TryGetValue("PGPORT", out var port))
        {
            if (!int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65535)
                throw new UsageException($"PGPORT ({port.Origin}) must be a port from 1 to 65535.");
            connection.Port = number;
        }

        if (seen.TryGetValue("PGDATABASE", out var database)) connection.Database = database.Value;
        if (seen.TryGetValue("PGUSER", out var user)) connection.Username = user.Value;
        if (seen.TryGetValue("PGPASSWORD", out var password)) connection.Password = password.Value;
        return connection.ConnectionString;
    }
}

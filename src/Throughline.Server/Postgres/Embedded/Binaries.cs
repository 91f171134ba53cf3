using System.Runtime.Versioning;
using System.Text.Json;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>PostgreSQL's programs in a folder with bin, lib and share.</summary>
[UnsupportedOSPlatform("windows")]
sealed record Binaries(string Folder, string Version)
{
    public const string LinkList = "pg-symlinks.json";

    public int Major => int.Parse(string.Concat(Version.TakeWhile(char.IsAsciiDigit)));

    /// <summary>A package of npm: its links and exec bits have to be made, and <c>npm ci</c> deletes it under a running server.</summary>
    public bool IsPackage => File.Exists(Path.Combine(Folder, LinkList));

    public string Program(string name) => Path.Combine(Folder, "bin", name);

    /// <summary>Null when the folder holds no PostgreSQL that runs here.</summary>
    public static async Task<Binaries?> InAsync(string folder, Account account, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(folder, "bin", "postgres")) || !File.Exists(Path.Combine(folder, "bin", "initdb"))) return null;
        var version = PackageVersion(folder) ?? PackageVersion(Path.GetDirectoryName(folder)!) ?? await AskAsync(folder, account, cancel);
        return version is null ? null : new Binaries(folder, version);
    }

    // Reading a file is 10 ms quicker than asking the program, at every start.
    static string? PackageVersion(string folder)
    {
        var file = Path.Combine(folder, "package.json");
        if (!File.Exists(file)) return null;
        using var package = JsonDocument.Parse(File.ReadAllBytes(file));
        return package.RootElement.TryGetProperty("name", out var name) && name.GetString()!.StartsWith("@embedded-postgres/", StringComparison.Ordinal)
            ? package.RootElement.GetProperty("version").GetString()
            : null;
    }

    static async Task<string?> AskAsync(string folder, Account account, CancellationToken cancel)
    {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var said = await account.RunAsync(Path.Combine(folder, "bin", "postgres"), ["--version"], cancel);
        var words = said.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return said.Succeeded && words.Length > 2 && char.IsAsciiDigit(words[2][0]) ? words[2] : null;
    }
}

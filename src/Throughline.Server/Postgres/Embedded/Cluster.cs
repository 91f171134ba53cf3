using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>The folder with the databases. It is made beside its place and then renamed: a half-made one never stands.</summary>
[UnsupportedOSPlatform("windows")]
static class Cluster
{
    /// <summary>The version that alone can open the cluster; null: there is none yet.</summary>
    public static int? Major(DataFolder data)
    {
        var file = Path.Combine(data.Cluster, "PG_VERSION");
        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), out var major)) return major;
        return Directory.Exists(data.Cluster) && Directory.EnumerateFileSystemEntries(data.Cluster).Any()
            ? throw new StartupException($"The folder {data.Cluster} holds something that is not a database: move it away, or name another folder with --data.")
            : null;
    }

    public static async Task CreateAsync(Binaries binaries, DataFolder data, Account account, CancellationToken cancel)
    {
        foreach (var left in Directory.EnumerateDirectories(data.Postgres, ".cluster-*")) Directory.Delete(left, recursive: true);
        var making = Path.Combine(data.Postgres, ".cluster-" + Guid.NewGuid().ToString("n"));
        await account.OwnFoldersAsync(cancel, making);

        var made = await account.RunAsync(
            binaries.Program("initdb"),
            ["--pgdata", making, "--username", PrivateConnection.SuperUser, "--auth", "trust", "--data-checksums", "--encoding", "UTF8", .. Locale(binaries)],
            cancel);
        if (!made.Succeeded)
        {
            Directory.Delete(making, recursive: true);
            throw new StartupException($"PostgreSQL {binaries.Version} can't make its database in {data.Cluster} ({made.LastLine}): correct that and start again.");
        }

        // Into the file, not on the command line: whoever runs the machine may change these.
        await File.AppendAllTextAsync(Path.Combine(making, "postgresql.conf"), ClusterSettings.Tuning, cancel);
        await File.WriteAllTextAsync(Path.Combine(making, "pg_hba.conf"), "local all all trust\n", cancel);
        Directory.Move(making, data.Cluster);
    }

    /// <summary>
    /// Text is ordered by code point (the same on every machine and version, and upgrades of a C library or of ICU never
    /// corrupt an index), while lower, upper and ILIKE know every script. From 17 PostgreSQL brings that itself; before,
    /// the C library does. LC_CTYPE is C.UTF-8 in both, since full text search asks it what a letter is.
    /// </summary>
    static IEnumerable<string> Locale(Binaries binaries)
    {
        var characters = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8"; // macOS has no C.UTF-8 before 15
        IEnumerable<string> locale = ["--locale", "C", "--lc-ctype", characters, "--text-search-config", "simple"];
        return binaries.Major >= 17 ? locale.Concat(["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]) : locale;
    }
}

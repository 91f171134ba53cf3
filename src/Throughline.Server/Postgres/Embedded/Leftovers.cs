using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// What an earlier life of the cluster left behind after a kill -9 of the server, of its watchdog or of PostgreSQL.
/// Called only by the holder of the data folder's lock: so whatever still runs here has no master any more.
/// </summary>
[UnsupportedOSPlatform("windows")]
static class Leftovers
{
    public static async Task ClearAsync(Binaries binaries, DataFolder data, Account account, ILogger log, CancellationToken cancel)
    {
        if (PostmasterFile.Read(data.Cluster) is not { Process: { } postmaster } file) return;

        if (IsOfCluster(postmaster, data.Cluster))
        {
            log.LogWarning("PostgreSQL {Process} of an earlier server still runs: it is stopped first", postmaster);
            await StopAsync(binaries, data, account, cancel);
            return;
        }

        // A session that was computing when its postmaster was killed goes on and bars the next start, for as long as it likes.
        foreach (var orphan in Orphans(data.Cluster)) await KillAsync(orphan, cancel);

        // In a restarted container the number often belongs to somebody else now, or to a dead one that nobody has buried,
        // and PostgreSQL would take either for itself.
        if (IsAlive(postmaster)) File.Delete(PostmasterFile.PathIn(data.Cluster));
        if (file.SocketFolder.Length > 0)
            foreach (var left in new[] { ".s.PGSQL.5432", ".s.PGSQL.5432.lock" }) File.Delete(Path.Combine(file.SocketFolder, left));
    }

    static async Task StopAsync(Binaries binaries, DataFolder data, Account account, CancellationToken cancel)
    {
        foreach (var mode in new[] { "fast", "immediate" })
        {
            await account.RunAsync(binaries.Program("pg_ctl"), ["stop", "-D", data.Cluster, "-m", mode, "-w", "-t", "60"], cancel);
            if (PostmasterFile.Read(data.Cluster)?.Process is not { } still || !IsOfCluster(still, data.Cluster)) return;
        }

        throw new StartupException($"PostgreSQL in {data.Cluster} still runs from an earlier start and does not stop: end process {PostmasterFile.Read(data.Cluster)?.Process}, then start again.");
    }

    static bool IsOfCluster(int process, string cluster)
    {
        if (OperatingSystem.IsLinux()) return WorkingFolder($"/proc/{process}") is { } folder && Same(folder, cluster);

        try
        {
            using var found = Process.GetProcessById(process);
            return found.ProcessName == "postgres";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>PostgreSQL's processes work in the cluster's folder, and nobody else does. (Not known on macOS: there PostgreSQL's own interlock waits.)</summary>
    static IEnumerable<int> Orphans(string cluster) =>
        OperatingSystem.IsLinux()
            ? Directory.EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && WorkingFolder(folder) is { } at && Same(at, cluster))
                .Select(folder => int.Parse(Path.GetFileName(folder)))
            : [];

    static string? WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended, or it is another account's.
        }
    }

    // The system gives real paths; the cluster's may lead over links.
    static bool Same(string working, string cluster)
    {
        if (working == cluster) return true;
        var own = Path.Combine(cluster, "PG_VERSION");
        return working.EndsWith("/cluster", StringComparison.Ordinal) && File.Exists(own) && File.Exists(Path.Combine(working, "postmaster.pid"))
            && File.ReadAllText(Path.Combine(working, "postmaster.pid")) == PostmasterFile.Read(cluster)?.Text;
    }

    static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static async Task KillAsync(int process, CancellationToken cancel)
    {
        try
        {
            using var orphan = Process.GetProcessById(process);
            orphan.Kill();
            // Not until the number is free: an init that reaps late or never keeps it, while its memory is long given back.
            while (WorkingFolder($"/proc/{process}") is not null) await Task.Delay(5, cancel);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }
}

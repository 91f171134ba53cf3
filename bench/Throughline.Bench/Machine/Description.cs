using System.Runtime.InteropServices;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Machine;

/// <summary>What the figures were taken on.</summary>
static class Description
{
    public static async Task<string> ReadAsync(FsyncProbe fsync, CancellationToken cancel)
    {
        await using var package = File.OpenRead(Path.Combine(Programs.Postgres, "package.json"));
        var postgres = (await System.Text.Json.JsonDocument.ParseAsync(package, default, cancel)).RootElement.GetProperty("version").GetString();
        return string.Join("; ",
            $"{Environment.ProcessorCount} × {Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}",
            $"{long.Parse(Line("/proc/meminfo", "MemTotal")!.Split(' ')[0]) / 1024.0 / 1024.0:0} GiB",
            $"{RuntimeInformation.OSDescription}",
            Disk(TemporaryFolder.Parent),
            $"8 KiB written and flushed in p50 {Figure.P50.Show(fsync.P50)}, p99 {Figure.P99.Show(fsync.P99)}",
            RuntimeInformation.FrameworkDescription,
            $"PostgreSQL {postgres}");
    }

    /// <summary>The version that is measured, and whether it was changed since.</summary>
    public static async Task<string> CommitAsync(CancellationToken cancel)
    {
        try
        {
            var commit = (await ChildProcess.RunAsync("git", ["rev-parse", "--short", "HEAD"], cancel, Programs.Repository)).Trim();
            // The page itself is written by every run.
            var changed = await ChildProcess.RunAsync("git", ["status", "--porcelain", "--", ".", ":!docs/performance.md"], cancel, Programs.Repository);
            return changed.Trim().Length == 0 ? commit : commit + " + changes";
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "no checkout";
        }
    }

    static string? Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? line.Split(':', 2)[1].Trim() : null;

    // The mount with the longest path above the folder is the one it is on.
    static string Disk(string folder)
    {
        var mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).Where(fields => Holds(fields[1], folder)).MaxBy(fields => fields[1].Length)!;
        return $"{mount[2]} on {mount[0]}";
    }

    static bool Holds(string mount, string folder) => mount == "/" || folder == mount || folder.StartsWith(mount + "/", StringComparison.Ordinal);
}

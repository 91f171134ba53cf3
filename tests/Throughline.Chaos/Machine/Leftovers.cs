using System.Diagnostics;
using System.Globalization;

namespace Throughline.Chaos.Machine;

/// <summary>
/// What the harness puts into the machine carries the process that made it, so that a later run can take away what one left
/// behind that was killed.
/// </summary>
static class Leftovers
{
    const string Prefix = "throughline-chaos-";

    /// <summary>The beginning of this run's names.</summary>
    public static string Mine { get; } = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}");

    /// <summary>Ends the processes in network namespaces of runs that are no more, and removes those namespaces and their disks.</summary>
    public static async Task SweepAsync()
    {
        foreach (var name in (await Tool.RunAsync("ip", "netns", "list")).Split('\n').Select(line => line.Split(' ')[0]).Where(IsDead))
            await RemoveNetworkAsync(name);
        foreach (var disk in (await File.ReadAllLinesAsync("/proc/mounts")).Select(line => line.Split(' ')).Where(mount => IsDead(mount[0])))
            await Tool.RunAsync("umount", "--lazy", disk[1]);
    }

    public static async Task RemoveNetworkAsync(string name)
    {
        foreach (var line in (await Tool.RunAsync("ip", "netns", "pids", name)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await KillAsync(int.Parse(line, CultureInfo.InvariantCulture));
        await Tool.RunAsync("ip", "netns", "delete", name);
    }

    static async Task KillAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    static bool IsDead(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var id = name[Prefix.Length..].Split('-')[0];
        return !Directory.Exists("/proc/" + id);
    }
}

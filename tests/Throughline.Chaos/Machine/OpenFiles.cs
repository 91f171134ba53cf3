namespace Throughline.Chaos.Machine;

/// <summary>How many files and sockets a process may have.</summary>
static class OpenFiles
{
    public static string? WhyNot(int needed)
    {
        if (!OperatingSystem.IsLinux())
            return "it needs Linux";
        // .NET raises the soft limit to the hard one by itself.
        var line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return hard == "unlimited" || int.Parse(hard, System.Globalization.CultureInfo.InvariantCulture) >= needed ? null : $"it needs {needed} open files (ulimit -n)";
    }
}

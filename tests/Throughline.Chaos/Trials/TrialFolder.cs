using System.Globalization;

namespace Throughline.Chaos.Trials;

/// <summary>A folder that every account can pass through, since PostgreSQL refuses to be root.</summary>
static class TrialFolder
{
    const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    static readonly string Run = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"throughline-chaos-{Environment.ProcessId}"));

    public static string Make(string name)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The harness runs on Linux and macOS.");
        Directory.CreateDirectory(Run, Passable);
        var folder = Path.Combine(Run, name);
        Directory.CreateDirectory(folder, Passable);
        return folder;
    }

    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(Run).Any()) Directory.Delete(Run);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What a process that is just ending still holds is left to the system's own sweeping of its temporary folder.
        }
    }
}

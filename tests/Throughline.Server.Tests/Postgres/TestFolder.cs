using System.Globalization;

namespace Throughline.Server.Tests.Postgres;

/// <summary>A folder that every account can pass through, gone with its test, or with the next run when the test was killed.</summary>
sealed class TestFolder : IDisposable
{
    const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    static readonly string Run = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"throughline-tests-{Environment.ProcessId}");

    static TestFolder()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), "throughline-tests-*"))
            if (!File.Exists($"/proc/{System.IO.Path.GetFileName(folder).Split('-')[^1]}/stat") && OperatingSystem.IsLinux())
                Delete(folder);
    }

    public TestFolder(string name)
    {
        Path = System.IO.Path.Combine(Run, name + "-" + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture)[..8]);
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The embedded PostgreSQL runs on Linux and macOS.");
        Directory.CreateDirectory(Run, Passable);
        Directory.CreateDirectory(Path, Passable);
    }

    public string Path { get; }

    public void Dispose()
    {
        Delete(Path);
        if (Directory.Exists(Run) && !Directory.EnumerateFileSystemEntries(Run).Any()) Delete(Run);
    }

    static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another account's, or another run deletes it at this moment.
        }
    }
}

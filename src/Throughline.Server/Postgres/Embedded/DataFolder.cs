using System.Globalization;
using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>The data folder and the right to use it: one process at a time, held by a file lock that the system drops when it dies.</summary>
sealed class DataFolder : IDisposable
{
    readonly FileStream _fileLock;

    DataFolder(string path, FileStream fileLock)
    {
        Path = path;
        _fileLock = fileLock;
    }

    public string Path { get; }

    public string Postgres => PostgresOf(Path);

    public string Binaries => System.IO.Path.Combine(Postgres, "binaries");

    public string Cluster => ClusterOf(Path);

    public string Log => System.IO.Path.Combine(Postgres, "log");

    public static string ClusterOf(string data) => System.IO.Path.Combine(PostgresOf(System.IO.Path.GetFullPath(data)), "cluster");

    /// <exception cref="StartupException">It can't be written, or a live process uses it.</exception>
    public static DataFolder Open(string data) => TryOpen(data) ?? throw InUse(data);

    /// <summary>Null when a live process uses it.</summary>
    /// <exception cref="StartupException">It can't be written.</exception>
    public static DataFolder? TryOpen(string data)
    {
        var path = System.IO.Path.GetFullPath(data);
        try
        {
            CreateFolder(path);
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            CreatePostgresFolder(path);
            // Beside the lock, because a locked file can't be read by those who want to know whose it is.
            File.WriteAllText(OwnerFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(path, held);
        }
        catch (IOException failure) when (failure.HResult is 11 or 35) // EWOULDBLOCK on Linux, on macOS: somebody holds the lock
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data folder {path} can't be written by {Environment.UserName} ({failure.Message.TrimEnd('.')}): give it the rights, or name another folder with --data.",
                failure);
        }
    }

    public static StartupException InUse(string data)
    {
        var path = System.IO.Path.GetFullPath(data);
        var owner = File.Exists(OwnerFile(path)) ? File.ReadAllText(OwnerFile(path)).Trim() : "?";
        return new StartupException($"The data folder {path} is already used by process {owner}: stop that one, or name another folder with --data.");
    }

    public void Dispose() => _fileLock.Dispose();

    /// <summary>Where the link leads, if it is one: the way through the link is barred to PostgreSQL's account.</summary>
    static string PostgresOf(string path)
    {
        var postgres = System.IO.Path.Combine(path, "postgres");
        return new DirectoryInfo(postgres).LinkTarget ?? postgres;
    }

    // A checkout in root's home is barred to every other account, and PostgreSQL refuses to be root. What it owns then
    // lies where services keep their data, and the data folder has a link to it.
    static void CreatePostgresFolder(string path)
    {
        var postgres = System.IO.Path.Combine(path, "postgres");
        if (Directory.Exists(PostgresOf(path)) || PostgresOf(path) != postgres || OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || IsOpenToAll(path))
        {
            CreateFolder(PostgresOf(path));
            return;
        }
        // A name of its own each time: whoever deletes the data folder begins anew and does not find the old data again.
        var elsewhere = System.IO.Path.Combine("/var/lib/throughline", Guid.NewGuid().ToString("N")[..12]);
        CreateFolder("/var/lib/throughline");
        CreateFolder(elsewhere);
        File.CreateSymbolicLink(postgres, elsewhere);
    }

    [UnsupportedOSPlatform("windows")]
    static bool IsOpenToAll(string path)
    {
        for (var at = path; at is not null; at = System.IO.Path.GetDirectoryName(at))
            if (!File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute)) return false;
        return true;
    }

    static string OwnerFile(string path) => System.IO.Path.Combine(path, "owner");

    // A root server runs PostgreSQL as another account, which has to pass through here: it may pass, not look.
    static void CreateFolder(string path)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else if (Environment.IsPrivilegedProcess) Directory.CreateDirectory(path, Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        else Directory.CreateDirectory(path, Owner);
    }
}

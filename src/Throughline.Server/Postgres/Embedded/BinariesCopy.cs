using System.Runtime.Versioning;
using System.Text.Json;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// Copies npm's package into the data folder, once per version. There the run-as account can reach it, no <c>npm ci</c>
/// deletes it under a running server, and a later upgrade to another major version leaves the cluster its own programs.
/// </summary>
[UnsupportedOSPlatform("windows")]
static class BinariesCopy
{
    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task<Binaries> UsableAsync(Binaries found, DataFolder data, Account account, CancellationToken cancel)
    {
        if (found.IsPackage) return Copied(found, data);

        return await account.CanReachAsync(Path.Combine(found.Folder, "bin"), cancel)
            ? found
            : throw new StartupException($"PostgreSQL in {found.Folder} can't be reached by {account.Name}, whom it runs as because it refuses root: move it to a folder open to all, or run the server as an ordinary user.");
    }

    static Binaries Copied(Binaries found, DataFolder data)
    {
        var copy = found with { Folder = Path.Combine(data.Binaries, found.Version) };
        if (Directory.Exists(copy.Folder)) return copy;

        try
        {
            CreateFolder(data.Binaries);
            foreach (var left in Directory.EnumerateDirectories(data.Binaries, ".making-*")) Directory.Delete(left, recursive: true);

            // Only a whole copy gets the name that is looked for.
            var making = Path.Combine(data.Binaries, ".making-" + found.Version);
            CopyFolder(found.Folder, making, Links(found.Folder));
            Directory.Move(making, copy.Folder);
            DeleteOlder(copy, data);
            return copy;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"PostgreSQL's programs can't be copied from {found.Folder} to {data.Binaries} ({failure.Message.TrimEnd('.')}): make room or give the rights.", failure);
        }
    }

    static void CopyFolder(string from, string to, Dictionary<string, string> links)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (links.ContainsKey(name) || IsLeftOut(name)) continue;

            var target = Path.Combine(to, name);
            CreateFolder(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            // npm installs without scripts and unpacks as it likes: the exec bits are set, never trusted.
            var isProgram = name.StartsWith("bin/", StringComparison.Ordinal) || name.StartsWith("lib/", StringComparison.Ordinal);
            File.SetUnixFileMode(target, isProgram ? Executable : Readable);
            if (isProgram) ToDisk(target);
        }

        foreach (var (name, source) in links)
            File.CreateSymbolicLink(Path.Combine(to, name), Path.GetRelativePath(Path.GetDirectoryName(Path.Combine(to, name))!, Path.Combine(to, source)));
    }

    /// <summary>Links that npm can't carry: name → source, both relative to the package's native folder.</summary>
    static Dictionary<string, string> Links(string folder)
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Binaries.LinkList)));
        static string Relative(JsonElement path) => Path.GetRelativePath("native", path.GetString()!);
        return list.RootElement.EnumerateArray().ToDictionary(
            link => Relative(link.GetProperty("target")), link => Relative(link.GetProperty("source")), StringComparer.Ordinal);
    }

    // The list of links stays behind too: it is what tells a package from a folder that is ready for use.
    static bool IsLeftOut(string name) =>
        name == Binaries.LinkList || name.EndsWith(".a", StringComparison.Ordinal) || name.Contains("/pkgconfig/", StringComparison.Ordinal) || name.Contains("/pgxs/", StringComparison.Ordinal);

    // Without this a power cut soon after the first start leaves whole names on empty files.
    static void ToDisk(string file)
    {
        using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        opened.Flush(flushToDisk: true);
    }

    static void DeleteOlder(Binaries copy, DataFolder data)
    {
        foreach (var folder in Directory.EnumerateDirectories(data.Binaries))
        {
            var older = new Binaries(folder, Path.GetFileName(folder));
            if (folder != copy.Folder && char.IsAsciiDigit(older.Version[0]) && older.Major == copy.Major) Directory.Delete(folder, recursive: true);
        }
    }

    static void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Executable);
    }
}

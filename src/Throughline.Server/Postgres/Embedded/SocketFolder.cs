using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// Where the Unix socket lies: a private folder in the data folder, since whoever can enter it may log in. A socket's
/// path ends at about 100 bytes (104 on macOS, 108 on Linux), so a deep data folder has it in a short place of its own.
/// </summary>
[UnsupportedOSPlatform("windows")]
static class SocketFolder
{
    const string Socket = "/.s.PGSQL.5432";
    const int LongestPath = 100;

    public static async Task<string> PrepareAsync(DataFolder data, Account account, CancellationToken cancel)
    {
        var inside = Path.Combine(data.Postgres, "run");
        if (Fits(inside))
        {
            await account.OwnFoldersAsync(cancel, inside, data.Log);
            return inside;
        }

        await account.OwnFoldersAsync(cancel, data.Log);
        return await OutsideAsync(data, account, cancel);
    }

    /// <summary>After the end: a folder of its own in /tmp is not left lying about.</summary>
    public static void Remove(string folder, DataFolder data)
    {
        if (folder.StartsWith(data.Path + "/", StringComparison.Ordinal)) return;
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Something is in it: then it is not ours alone, or the next start uses it again.
        }
    }

    // A comma or a colon would mean several hosts, or a port, in a connection string.
    static bool Fits(string folder) =>
        Encoding.UTF8.GetByteCount(folder + Socket) <= LongestPath && folder.IndexOfAny([',', ':', ';', '"', '\'', '\\', '\n']) < 0;

    static async Task<string> OutsideAsync(DataFolder data, Account account, CancellationToken cancel)
    {
        var name = "throughline-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..16];
        // Not in XDG_RUNTIME_DIR: that is deleted when its user logs out, and a server may go on.
        var folder = Path.Combine("/tmp", name);

        if (!Directory.Exists(folder)) await account.OwnFoldersAsync(cancel, folder);
        // /tmp is everybody's: a folder that somebody else made first would let him answer in PostgreSQL's place.
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var owned = await account.RunAsync("/bin/sh", ["-c", "[ -O \"$1\" ] && [ ! -L \"$1\" ]", "sh", folder], cancel);
        return owned.Succeeded && File.GetUnixFileMode(folder) == Private
            ? folder
            : throw new StartupException($"The socket folder {folder} is not a private folder of {account.Name}: remove it, or name a shorter data folder with --data.");
    }
}

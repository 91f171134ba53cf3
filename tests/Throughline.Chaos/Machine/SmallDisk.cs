using System.Globalization;

namespace Throughline.Chaos.Machine;

/// <summary>A disk in memory that is soon full.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    const int Block = 64 * 1024;
    readonly string _filler;

    SmallDisk(string folder) => (Folder, _filler) = (folder, Path.Combine(folder, "filler"));

    public string Folder { get; }

    public static string? WhyNot() => Tool.WhyNot("mount", "umount", "ip");

    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await Tool.RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0711"), Leftovers.Mine, folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the space that is left but so much.</summary>
    public void Fill(long leave)
    {
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];
        try
        {
            while (new DriveInfo(Folder).AvailableFreeSpace > leave)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(_filler);

    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", "--lazy", Folder);
}

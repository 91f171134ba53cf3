using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Throughline.Bench.Listeners;
using Throughline.Bench.Wire;

namespace Throughline.Bench.Machine;

/// <summary>What one commit can't be quicker than here: 8 KiB written into a file that is long enough already, and fdatasync, as PostgreSQL does it with its log.</summary>
static class DiskSync
{
    const int Length = 8 * 1024;
    const int FileLength = 16 * 1024 * 1024;

    /// <param name="folder">On the disk that is asked about.</param>
    public static Latencies Measure(string folder, int count)
    {
        var path = Path.Combine(folder, "sync-" + Guid.NewGuid().ToString("N"));
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        var zeros = new byte[1024 * 1024];
        for (var at = 0; at < FileLength; at += zeros.Length) RandomAccess.Write(file, zeros, at);
        RandomAccess.FlushToDisk(file);
        var latencies = new Latencies();
        var page = new byte[Length];
        Random.Shared.NextBytes(page);
        for (var i = 0; i < count; i++)
        {
            var begun = Marker.Now;
            RandomAccess.Write(file, page, (long)i * Length % FileLength);
            if (fdatasync(file) != 0) throw new IOException("fdatasync failed.");
            latencies.Add(Marker.Now - begun);
        }
        return latencies;
    }

    [DllImport("libc", SetLastError = true)]
    static extern int fdatasync(SafeFileHandle file);
}

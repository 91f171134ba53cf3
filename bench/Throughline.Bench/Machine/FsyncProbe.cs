using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Throughline.Bench.Machine;

/// <summary>What one commit can't go below: 8 KiB written and flushed, as PostgreSQL writes its log.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
sealed record FsyncProbe(double P50, double P99)
{
    const int Block = 8192;

    public static FsyncProbe Run(int times = 1000)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder["probe"], FileMode.CreateNew, FileAccess.ReadWrite);
        var block = new byte[Block];
        Random.Shared.NextBytes(block);
        // The log's files are written over, not made longer: so is this one.
        for (var at = 0; at < times; at++) RandomAccess.Write(file, block, (long)at * Block);
        RandomAccess.FlushToDisk(file);

        var took = new double[times];
        for (var at = 0; at < times; at++)
        {
            var started = TimeProvider.System.GetTimestamp();
            RandomAccess.Write(file, block, (long)at * Block);
            if (FlushData(file) != 0) throw new IOException($"fdatasync failed: error {Marshal.GetLastPInvokeError()}.");
            took[at] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(took);
        return new FsyncProbe(took[times / 2], took[(int)(times * 0.99)]);
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    static extern int FlushData(SafeFileHandle file);
}

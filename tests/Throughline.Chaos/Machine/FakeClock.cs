using System.Globalization;

namespace Throughline.Chaos.Machine;

/// <summary>
/// A wall clock of one process's own, which is set while it runs (libfaketime). Only the time of day is set: the clock that measures
/// how long something takes goes on, as it does when an administrator sets a machine's time.
/// </summary>
sealed class FakeClock : IDisposable
{
    static readonly string[] Libraries =
    [
        .. Directory.Exists("/usr/lib")
            ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            : [],
    ];

    readonly string _file;

    public FakeClock(string file)
    {
        _file = file;
        Set(TimeSpan.Zero);
    }

    static string? Library => Libraries.FirstOrDefault(File.Exists);

    /// <summary>For the process whose clock it is.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables =>
    [
        ("LD_PRELOAD", Library!),
        ("FAKETIME_TIMESTAMP_FILE", _file),
        ("FAKETIME_CACHE_DURATION", "1"),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];

    /// <summary>It takes the process a second to notice.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromSeconds(1.2);

    public static string? WhyNot() =>
        !OperatingSystem.IsLinux() ? "it needs Linux" : Library is null ? "it needs libfaketime (Debian: apt-get install faketime)" : null;

    /// <param name="ahead">How far the clock is ahead of the machine's.</param>
    public void Set(TimeSpan ahead)
    {
        // Whole or not at all: the process reads it at any moment.
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>The library leaves its shared memory behind when its process is killed.</summary>
    public void Dispose()
    {
        foreach (var left in Directory.EnumerateFiles("/dev/shm", "*faketime_*"))
            if (!Directory.Exists("/proc/" + left[(left.LastIndexOf('_') + 1)..]))
                File.Delete(left);
    }
}

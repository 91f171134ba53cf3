namespace Throughline.Bench.Machine;

/// <summary>A folder on a real disk for as long as a benchmark runs. It is gone afterwards, with everything that was put elsewhere for it.</summary>
sealed class TemporaryFolder : IDisposable
{
    // Not /tmp, which is memory on many machines: there an fsync costs nothing. THROUGHLINE_BENCH_FOLDER names another disk.
    public static string Parent => Environment.GetEnvironmentVariable("THROUGHLINE_BENCH_FOLDER") is { Length: > 0 } named ? named : "/var/tmp";

    public TemporaryFolder()
    {
        // PostgreSQL may run as another account, which has to pass through here.
        Path = System.IO.Path.Combine(Parent, "tl-bench-" + Guid.NewGuid().ToString("n")[..8]);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // A data folder that PostgreSQL's account can't enter has a link to where its databases are.
        foreach (var link in Directory.EnumerateDirectories(Path, "postgres", SearchOption.AllDirectories))
            if (new DirectoryInfo(link) is { LinkTarget: { } elsewhere } && Directory.Exists(elsewhere)) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(Path, recursive: true);
    }
}

using System.Diagnostics;
using System.Runtime.Versioning;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>One running PostgreSQL behind its watchdog. It lives until <see cref="StopAsync"/>, or until this process is gone.</summary>
[UnsupportedOSPlatform("windows")]
sealed class Postmaster : IDisposable
{
    static readonly string Watchdog = ReadWatchdog();
    readonly Process _watchdog;
    readonly string _logFolder;
    readonly string _cluster;
    readonly string? _earlier;

    Postmaster(Process watchdog, string logFolder, string cluster, string? earlier)
    {
        _watchdog = watchdog;
        _logFolder = logFolder;
        _cluster = cluster;
        _earlier = earlier;
    }

    public bool HasEnded => _watchdog.HasExited;

    /// <summary>Why PostgreSQL ended, in its own words.</summary>
    public string LastWords => PostgresLog.LastWords(_logFolder);

    public static Postmaster Start(Binaries binaries, DataFolder data, Account account, string socketFolder, PostgresSettings settings)
    {
        string[] postgres = [binaries.Program("postgres"), "-D", data.Cluster, .. ClusterSettings.Required(socketFolder, data.Log, settings)];
        string[] watched = ["/bin/sh", "-c", Watchdog, "throughline-watchdog", PostgresLog.BeforeItsFiles(data.Log), .. postgres];
        // Ctrl-C must not reach PostgreSQL before the server has drained.
        var (program, arguments) = OwnSession.Of(watched);

        var command = account.Command(program, arguments);
        command.RedirectStandardInput = true;
        var leftBehind = PostmasterFile.Read(data.Cluster)?.Text;
        return new Postmaster(Process.Start(command)!, data.Log, data.Cluster, leftBehind);
    }

    /// <summary>False: it ended instead. After a crash it first goes through what it had written, and takes what that takes.</summary>
    public async Task<bool> ReadyAsync(ILogger log, CancellationToken cancel)
    {
        var (started, told) = (TimeProvider.System.GetTimestamp(), false);
        while (!HasEnded)
        {
            if (PostmasterFile.Read(_cluster) is { IsReady: true } file && file.Text != _earlier) return true;
            if (!told && TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(3))
            {
                log.LogInformation("PostgreSQL takes its time: probably it recovers from a crash (its log is in {Folder})", _logFolder);
                told = true;
            }

            await Task.Delay(2, cancel);
        }

        return false;
    }

    public Task EndedAsync(CancellationToken cancel) => _watchdog.WaitForExitAsync(cancel);

    /// <summary>Ends the pipe: the watchdog then stops PostgreSQL as it does when this process is gone. One way, always tried.</summary>
    public async Task StopAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
    }

    public void Dispose() => _watchdog.Dispose();

    static string ReadWatchdog()
    {
        using var stream = typeof(Postmaster).Assembly.GetManifestResourceStream("watchdog.sh")!;
        using var reader = new StreamReader(stream);
        // Without its comments: it is read again in every list of processes.
        return string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')));
    }
}

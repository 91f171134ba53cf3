using System.Runtime.Versioning;
using Npgsql;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>
/// The private PostgreSQL of a data folder: found, copied, made, started, watched over and stopped. While the server
/// lives it is started again whenever it ends; connections that were lost are replaced by the pool.
/// </summary>
[UnsupportedOSPlatform("windows")]
sealed class EmbeddedPostgres : IAsyncDisposable
{
    readonly CancellationTokenSource _stopping = new();
    readonly DataFolder _folder;
    readonly Func<CancellationToken, Task<Postmaster>> _start;
    readonly ILogger _log;
    readonly Task _supervision;
    Postmaster _postmaster;

    EmbeddedPostgres(DataFolder folder, Postmaster first, Func<CancellationToken, Task<Postmaster>> start, Reached reached, ILogger log)
    {
        (_folder, _postmaster, _start, Reached, _log) = (folder, first, start, reached, log);
        _supervision = SuperviseAsync();
    }

    public Reached Reached { get; }

    /// <summary>Takes the folder over: it is freed when this is disposed, or at once when the start fails.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(DataFolder folder, PostgresSettings settings, ILogger log, CancellationToken cancel)
    {
        Postmaster? first = null;
        NpgsqlDataSource? source = null;
        try
        {
            var account = await Account.OfAsync(folder, cancel);
            await RequireReachableAsync(folder, account, cancel);
            var found = await new BinariesSearch(settings, folder, account).FindAsync(Cluster.Major(folder), cancel);
            var binaries = await BinariesCopy.UsableAsync(found, folder, account, cancel);
            var socketFolder = await SocketFolder.PrepareAsync(folder, account, cancel);
            if (Cluster.Major(folder) is null) await Cluster.CreateAsync(binaries, folder, account, cancel);

            async Task<Postmaster> Start(CancellationToken until)
            {
                await Leftovers.ClearAsync(binaries, folder, account, log, until);
                return Postmaster.Start(binaries, folder, account, socketFolder, settings);
            }

            first = await Start(cancel);
            var tuned = PrivateConnection.To(socketFolder, settings);
            source = NpgsqlDataSource.Create(tuned);
            if (!await first.ReadyAsync(log, cancel))
                throw new StartupException($"PostgreSQL {binaries.Version} in {folder.Cluster} did not start ({first.LastWords}): correct that and start again.");
            return new EmbeddedPostgres(folder, first, Start, await PrivateConnection.FirstAsync(tuned, source, cancel), log);
        }
        catch
        {
            if (source is not null) await source.DisposeAsync();
            if (first is not null) await first.StopAsync();
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        await Reached.DataSource.DisposeAsync();
        await _postmaster.StopAsync();
        _postmaster.Dispose();
        SocketFolder.Remove(new NpgsqlConnectionStringBuilder(Reached.ConnectionString).Host!, _folder);
        _folder.Dispose();
        _stopping.Dispose();
    }

    async Task SuperviseAsync()
    {
        var shortest = TimeSpan.FromMilliseconds(50);
        var pause = shortest;
        try
        {
            for (; ; )
            {
                var since = TimeProvider.System.GetTimestamp();
                await _postmaster.EndedAsync(_stopping.Token);
                // Only one that ends again and again right after its start is waited with: one that ran ten times as long as the
                // pause is started at once, however often it was killed before.
                if (TimeProvider.System.GetElapsedTime(since) > 10 * pause) pause = shortest;
                _log.LogError("PostgreSQL ended ({LastWords}): it is started again in {Pause}", _postmaster.LastWords, pause);
                await Task.Delay(pause, _stopping.Token);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(10).Ticks));
                await RestartAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The server is stopping.
        }
    }

    async Task RestartAsync()
    {
        try
        {
            var ended = _postmaster;
            await ended.StopAsync();
            _postmaster = await _start(_stopping.Token);
            ended.Dispose();
            if (!await _postmaster.ReadyAsync(_log, _stopping.Token)) return;
            // All idle connections are dead: without this each of them would fail one caller.
            Reached.DataSource.Clear();
            _log.LogInformation("PostgreSQL runs again");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _log.LogError(failure, "PostgreSQL could not be started again");
        }
    }

    static async Task RequireReachableAsync(DataFolder folder, Account account, CancellationToken cancel)
    {
        if (!await account.CanReachAsync(folder.Postgres, cancel))
            throw new StartupException(
                $"PostgreSQL refuses root and runs as {account.Name}, who can't enter {folder.Path}: name a folder open to all (--data /var/lib/throughline), or run the server as an ordinary user.");
    }
}

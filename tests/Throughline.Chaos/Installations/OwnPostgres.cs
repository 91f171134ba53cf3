using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Chaos.Installations;

/// <summary>
/// A PostgreSQL of the harness's own, reached over TCP as one on another machine is. It is made with the settings that the
/// embedded one has, and is stopped when the harness is gone, however that ended.
/// </summary>
sealed class OwnPostgres : IAsyncDisposable
{
    // Reads until the harness is gone, and then ends what it left behind.
    const string AfterTheHarness = "cat >/dev/null; exec \"$@\"";

    readonly DataFolder _folder;
    readonly Account _account;
    readonly Binaries _binaries;
    readonly string _options;
    readonly Process _watchdog;

    OwnPostgres(DataFolder folder, Account account, Binaries binaries, string host, int port, string options)
    {
        (_folder, _account, _binaries, Host, Port, _options) = (folder, account, binaries, host, port, options);
        var watch = account.Command("/bin/sh", "-c", AfterTheHarness, "watchdog", Program("pg_ctl"), "-D", folder.Cluster, "-m", "immediate", "-s", "stop");
        watch.RedirectStandardInput = watch.RedirectStandardError = true;
        _watchdog = Process.Start(watch)!;
    }

    public string Host { get; }

    public int Port { get; }

    public string ConnectionString => ConnectionTo("postgres");

    /// <summary>The process of the postmaster; 0: there is none.</summary>
    public int Id => PostmasterFile.Read(_folder.Cluster)?.Process ?? 0;

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="path">Its data folder; null: one below the trial's.</param>
    /// <param name="host">The address that it listens on and is reached at.</param>
    /// <param name="settings">Settings beside the embedded one's, such as <c>max_wal_size=64MB</c>.</param>
    public static async Task<OwnPostgres> StartAsync(Trial trial, string? path = null, string host = "127.0.0.1", params string[] settings)
    {
        var folder = DataFolder.Open(path ?? Path.Combine(trial.Folder, "own-postgres"));
        var account = await Account.OfAsync(folder, trial.Stop);
        var found = await new BinariesSearch(new PostgresSettings(), folder, account).FindAsync(null, trial.Stop);
        var binaries = await BinariesCopy.UsableAsync(found, folder, account, trial.Stop);
        await account.OwnFoldersAsync(trial.Stop, folder.Log);
        await Cluster.CreateAsync(binaries, folder, account, trial.Stop);
        await File.AppendAllTextAsync(Path.Combine(folder.Cluster, "pg_hba.conf"), "host all all all trust\n", trial.Stop);
        var port = FreePort(host);
        var options = string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses={host} -c port={port} -c unix_socket_directories= -c max_connections=200")
            + string.Concat(settings.Select(s => " -c " + s));
        var postgres = new OwnPostgres(folder, account, binaries, host, port, options);
        try
        {
            await postgres.StartAsync(trial.Stop);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, recovering what a crash left, and waits until it takes connections.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        // After a kill -9 its children may still be there for a moment, and hold the shared memory.
        for (var tries = 1; ; tries++)
        {
            var (succeeded, said) = await ControlAsync(stop, "-w", "-t", "60", "-o", _options, "-l", Path.Combine(_folder.Log, "own.log"), "start");
            if (succeeded)
                return;
            if (tries == 50)
                throw new InvalidOperationException($"PostgreSQL of the harness does not start: {said}");
            await Task.Delay(100, stop);
        }
    }

    /// <summary>Makes a database of its own for an installation.</summary>
    /// <returns>The connection string to it.</returns>
    public async Task<string> MakeDatabaseAsync(string name, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var make = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await make.ExecuteNonQueryAsync(stop);
        return ConnectionTo(name);
    }

    /// <param name="mode">fast, immediate or smart, as pg_ctl has it.</param>
    public async Task RestartAsync(string mode, CancellationToken stop)
    {
        await StopAsync(mode, stop);
        await StartAsync(stop);
    }

    public async Task StopAsync(string mode, CancellationToken stop)
    {
        var (succeeded, said) = await ControlAsync(stop, "-w", "-m", mode, "stop");
        if (!succeeded)
            throw new InvalidOperationException($"PostgreSQL of the harness does not stop: {said}");
    }

    /// <summary>kill -9 of the postmaster; its children notice by themselves.</summary>
    public void Kill()
    {
        using var victim = Process.GetProcessById(Id);
        victim.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
        _folder.Dispose();
    }

    string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = PrivateConnection.SuperUser,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    string Program(string name) => _binaries.Program(name);

    async Task<(bool Succeeded, string Said)> ControlAsync(CancellationToken stop, params string[] arguments)
    {
        var outcome = await _account.RunAsync(Program("pg_ctl"), ["-s", "-D", _folder.Cluster, .. arguments], stop);
        return (outcome.Succeeded, outcome.Errors + outcome.Output);
    }

    static int FreePort(string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Runtime.Versioning;
using Npgsql;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Server.Postgres;

/// <summary>
/// The PostgreSQL of this program: one that runs elsewhere (a connection string), or the embedded one, which lives
/// exactly as long as the engine that started it. Disposing it closes the pool and stops the embedded one last.
/// </summary>
public sealed class PostgresEngine : IAsyncDisposable
{
    /// <summary>The oldest major version that has what the SQL of this program uses.</summary>
    public const int OldestMajor = 15;

    IAsyncDisposable? _owned;

    PostgresEngine(Reached reached, bool isEmbedded, IAsyncDisposable? owned)
    {
        (ConnectionString, DataSource, Version) = reached;
        IsEmbedded = isEmbedded;
        _owned = owned;
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>With the password, if there is one: so it is never logged.</summary>
    public string ConnectionString { get; }

    /// <summary>PostgreSQL's server_version_num: 180004 is 18.4.</summary>
    public int Version { get; }

    /// <summary>True for the private PostgreSQL of the data folder, also when another process of this program runs it.</summary>
    public bool IsEmbedded { get; }

    /// <summary>Connects to the configured PostgreSQL, or starts the embedded one and owns its data folder.</summary>
    /// <exception cref="StartupException">There is none, it is too old, or the data folder can't be used: one line says what to do.</exception>
    public static async Task<PostgresEngine> StartAsync(PostgresSettings settings, ILoggerFactory logs, CancellationToken cancel = default)
    {
        if (settings.Connection is not null) return await ConnectAsync(settings, cancel);

        if (OperatingSystem.IsWindows()) throw NotHere();

        var folder = DataFolder.Open(settings.Data);
        return await StartEmbeddedAsync(folder, settings, logs, cancel);
    }

    /// <summary>
    /// For the other verbs (doctor, migrate, user …): like <see cref="StartAsync"/>, but when a live server owns the
    /// data folder it joins that one's PostgreSQL, which then goes on when this engine is disposed.
    /// </summary>
    /// <exception cref="StartupException">As for <see cref="StartAsync"/>.</exception>
    public static async Task<PostgresEngine> AttachAsync(PostgresSettings settings, ILoggerFactory logs, CancellationToken cancel = default)
    {
        if (settings.Connection is not null) return await ConnectAsync(settings, cancel);

        if (OperatingSystem.IsWindows()) throw NotHere();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        // The owner may be starting or going away just now: so both ways are tried until one of them works.
        for (; ; )
        {
            if (DataFolder.TryOpen(settings.Data) is { } folder) return await StartEmbeddedAsync(folder, settings, logs, cancel);
            if (await PrivateConnection.TryJoinAsync(settings, cancel) is { } joined) return new(joined, true, null);
            if (patience.IsCancellationRequested)
            {
                cancel.ThrowIfCancellationRequested();
                throw DataFolder.InUse(settings.Data);
            }

            await Task.Delay(20, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (Interlocked.Exchange(ref _owned, null) is { } last) await last.DisposeAsync();
    }

    static StartupException NotHere() => new("The embedded PostgreSQL runs on Linux and macOS: here give a connection string (--postgres).");

    [UnsupportedOSPlatform("windows")]
    static async Task<PostgresEngine> StartEmbeddedAsync(
        DataFolder folder, PostgresSettings settings, ILoggerFactory logs, CancellationToken cancel)
    {
        var started = await EmbeddedPostgres.StartAsync(folder, settings, logs.CreateLogger<EmbeddedPostgres>(), cancel);
        return new PostgresEngine(started.Reached, true, started);
    }

    static async Task<PostgresEngine> ConnectAsync(PostgresSettings settings, CancellationToken cancel) =>
        new(await ExternalPostgres.ConnectAsync(settings, cancel), false, null);
}

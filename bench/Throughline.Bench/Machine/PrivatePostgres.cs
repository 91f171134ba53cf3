using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Bench.Machine;

/// <summary>A PostgreSQL of the benchmark's own: the programs and the settings that the server brings, with the server's schema and nobody else in it.</summary>
sealed class PrivatePostgres : IAsyncDisposable
{
    readonly TemporaryFolder _folder;
    readonly PostgresEngine _engine;

    PrivatePostgres(TemporaryFolder folder, PostgresEngine engine) => (_folder, _engine) = (folder, engine);

    public NpgsqlDataSource DataSource => _engine.DataSource;

    public string ConnectionString => _engine.ConnectionString;

    /// <summary>Where its socket is.</summary>
    public string Host => new NpgsqlConnectionStringBuilder(ConnectionString).Host!;

    public string User => new NpgsqlConnectionStringBuilder(ConnectionString).Username!;

    public string Database => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    public static async Task<PrivatePostgres> StartAsync(CancellationToken cancel)
    {
        var folder = new TemporaryFolder();
        PostgresEngine? engine = null;
        try
        {
            engine = await PostgresEngine.StartAsync(new PostgresSettings { Data = folder["data"], Binaries = Programs.Postgres }, NullLoggerFactory.Instance, cancel);
            await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(engine.DataSource, cancel);
            return new PrivatePostgres(folder, engine);
        }
        catch
        {
            if (engine is not null) await engine.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public double CpuSeconds() => ProcessTree.CpuSeconds(PostmasterFile.Read(DataFolder.ClusterOf(_folder["data"]))!.Process!.Value);

    public async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = DataSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Server.Postgres;

namespace Throughline.Server.Tests.Postgres;

/// <summary>One embedded PostgreSQL for the whole test run, and as many databases in it as tests want.</summary>
public static class TestPostgres
{
    static readonly TestFolder Folder = new("shared");
    static readonly Lazy<Task<PostgresEngine>> Engine = new(StartAsync);
    static readonly Lazy<Task<string>> Template = new(MigrateTemplateAsync);

    /// <summary>A new database, seen by nobody else; about 40 ms. Disposing the result drops it.</summary>
    /// <param name="migrated">False: it is empty.</param>
    public static async Task<TestDatabase> DataSourceForNewDatabaseAsync(bool migrated = true)
    {
        var template = migrated ? await Template.Value : "template0";
        var engine = await Engine.Value;
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync(engine.DataSource, $"CREATE DATABASE {name} TEMPLATE {template}");
        var connection = new NpgsqlConnectionStringBuilder(engine.ConnectionString) { Database = name }.ConnectionString;
        var reached = await PostgresEngine.StartAsync(new PostgresSettings { Connection = connection }, NullLoggerFactory.Instance);
        return new TestDatabase(name, reached, engine.DataSource);
    }

    internal static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<string> DataFolderAsync()
    {
        await Engine.Value;
        return Folder.Path;
    }

    static async Task<PostgresEngine> StartAsync()
    {
        var engine = await PostgresEngine.StartAsync(new PostgresSettings { Data = Folder.Path, PoolSize = 8 }, NullLoggerFactory.Instance);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Folder.Dispose();
        };
        return engine;
    }

    static async Task<string> MigrateTemplateAsync()
    {
        var engine = await Engine.Value;
        await ExecuteAsync(engine.DataSource, "CREATE DATABASE migrated TEMPLATE template0");
        // Without a pool: a database that somebody is connected to can't be a template.
        var connection = new NpgsqlConnectionStringBuilder(engine.ConnectionString) { Database = "migrated", Pooling = false }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(connection);
        await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(source);
        return "migrated";
    }
}

/// <summary>A database of one test.</summary>
public sealed class TestDatabase(string name, PostgresEngine engine, NpgsqlDataSource owner) : IAsyncDisposable
{
    public string ConnectionString => engine.ConnectionString;

    public NpgsqlDataSource DataSource => engine.DataSource;

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await TestPostgres.ExecuteAsync(owner, $"DROP DATABASE {name} WITH (FORCE)");
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;

namespace Throughline.Server.Tests.Postgres;

/// <summary>One embedded PostgreSQL for the whole test run, and as many databases in it as tests want.</summary>
public static class TestPostgres
{
    static readonly TestFolder Folder = new("shared");
    static readonly Lazy<Task<PostgresEngine>> Engine = new(StartAsync);
    static readonly Lazy<Task<string>> Template = new(MigrateTemplateAsync);
    static readonly Lazy<Task<string>> OwnedTemplate = new(OwnTemplateAsync);

    /// <summary>A new database, seen by nobody else; about 40 ms. Disposing the result drops it.</summary>
    /// <param name="migrated">False: it is empty.</param>
    public static async Task<TestDatabase> DataSourceForNewDatabaseAsync(bool migrated = true) =>
        await FromAsync(migrated ? await Template.Value : "template0");

    /// <summary>As above, of an instance that has its owner.</summary>
    public static async Task<TestDatabase> DataSourceForNewInstanceAsync() => await FromAsync(await OwnedTemplate.Value);

    static async Task<TestDatabase> FromAsync(string template)
    {
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
        await using var source = await MakeAsync("migrated", "template0");
        await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(source);
        return "migrated";
    }

    static async Task<string> OwnTemplateAsync()
    {
        await using var source = await MakeAsync("owned", await Template.Value);
        await InstanceOwner.WriteAsync(source);
        return "owned";
    }

    // Without a pool: a database that somebody is connected to can't be a template.
    static async Task<NpgsqlDataSource> MakeAsync(string name, string template)
    {
        var engine = await Engine.Value;
        await ExecuteAsync(engine.DataSource, $"CREATE DATABASE {name} TEMPLATE {template}");
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(engine.ConnectionString) { Database = name, Pooling = false }.ConnectionString);
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

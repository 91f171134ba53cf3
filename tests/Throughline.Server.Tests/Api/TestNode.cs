using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Postgres;

namespace Throughline.Server.Tests.Api;

/// <summary>One node in this process, built as `serve` builds it, on a free port of the loopback.</summary>
public sealed class TestNode : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly PostgresEngine _engine;
    readonly ILoggerFactory _logs;
    readonly bool _ownsEngine;
    bool _disposed;

    TestNode(WebApplication app, PostgresEngine engine, bool ownsEngine, ILoggerFactory logs, TestLog log)
    {
        (_app, _engine, _ownsEngine, _logs, Log) = (app, engine, ownsEngine, logs, log);
        Address = new Uri(app.Urls.Single());
        Api = new ApiClient(Address, log, InstanceOwner.Token);
    }

    public Uri Address { get; }

    /// <summary>Speaks to it as the instance's owner.</summary>
    public ApiClient Api { get; }

    /// <summary>The node's parts, such as the sequencer.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>What it logged from Warning on.</summary>
    public TestLog Log { get; }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public static async Task<TestNode> StartAsync(string connection, params (string Name, string Value)[] settings) =>
        await StartAsync(await PostgresEngine.StartAsync(new PostgresSettings { Connection = connection }, LoggerFactory.Create(_ => { })),
            ownsEngine: true, settings);

    /// <summary>As above, on an engine that the caller has (and disposes after the node).</summary>
    public static async Task<TestNode> StartAsync(PostgresEngine engine, bool ownsEngine, params (string Name, string Value)[] settings)
    {
        var all = settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))
            .Prepend(new("Server:Urls", "http://127.0.0.1:0"))
            // One for all: each database has keys of its own, and none is worth more than the test.
            .Prepend(new("Keys:MasterFile", Path.Combine(AppContext.BaseDirectory, "keys", "master.key")));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all.DistinctLast()).Build();
        var log = new TestLog();
        var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log));
        await InstanceOwner.WriteAsync(engine.DataSource);
        var app = Program.Build(NodeBuilder.Create(configuration, logs), engine);
        await app.StartAsync();
        return new TestNode(app, engine, ownsEngine, logs, log);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        Api.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsEngine)
            await _engine.DisposeAsync();
        _logs.Dispose();
    }
}

static class LastSettings
{
    /// <summary>Of settings with the same name the last one counts.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> DistinctLast(this IEnumerable<KeyValuePair<string, string?>> settings) =>
        settings.GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Select(same => same.Last());
}

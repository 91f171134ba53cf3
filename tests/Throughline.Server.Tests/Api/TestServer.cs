using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api;

/// <summary>
/// The program as users meet it: a database of its own in the shared PostgreSQL, and one node or more that answer HTTP.
/// Settings are given by their names, such as ("Journal:QueueLength", "8").
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    readonly (string Name, string Value)[] _settings;
    readonly List<TestNode> _nodes = [];

    TestServer(TestDatabase database, (string, string)[] settings) => (Database, _settings) = (database, settings);

    public TestDatabase Database { get; }

    /// <summary>The first node.</summary>
    public TestNode Node => _nodes[0];

    /// <summary>Speaks to the first node, as the instance's owner.</summary>
    public ApiClient Api => Node.Api;

    public static async Task<TestServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var server = new TestServer(await TestPostgres.DataSourceForNewInstanceAsync(), settings);
        await server.AddNodeAsync();
        return server;
    }

    /// <summary>Starts another node on the same database; its settings come on top of the server's.</summary>
    public async Task<TestNode> AddNodeAsync(params (string Name, string Value)[] settings)
    {
        var node = await TestNode.StartAsync(Database.ConnectionString, [.. _settings, .. settings]);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Stops the first node as SIGTERM would and starts it again, perhaps with other settings on top.</summary>
    public async Task RestartAsync(params (string Name, string Value)[] settings)
    {
        await Node.DisposeAsync();
        _nodes[0] = await TestNode.StartAsync(Database.ConnectionString, [.. _settings, .. settings]);
    }

    /// <summary>One value of the database, past the API.</summary>
    public Task<T> AskAsync<T>(string sql) => Cluster.AskAsync<T>(Database.DataSource, sql);

    /// <summary>The number of facts, and of rows of every table that a change may touch. Failed sign-ins are told once a minute, whatever happens then.</summary>
    public Task<string> FootprintAsync() => AskAsync<string>("""
        SELECT format('%s facts, %s projects, %s stories, %s tasks, %s things, %s views, %s kept answers',
            (SELECT count(*) FROM journal WHERE type <> 'sign-ins.failed'), (SELECT count(*) FROM projects), (SELECT count(*) FROM stories),
            (SELECT count(*) FROM tasks), (SELECT count(*) FROM base_items) + (SELECT count(*) FROM items) + (SELECT count(*) FROM transfers),
            (SELECT count(*) FROM views), (SELECT count(*) FROM idempotency_keys))
        """);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>One server for all tests of a class: for those that leave nothing behind, or only in a project of their own.</summary>
public class SharedServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    protected virtual (string Name, string Value)[] Settings => [];

    public virtual async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

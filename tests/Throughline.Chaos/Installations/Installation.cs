using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Cli;

namespace Throughline.Chaos.Installations;

/// <summary>What is broken: nodes on one PostgreSQL.</summary>
sealed class Installation : IAsyncDisposable
{
    readonly Trial _trial;
    readonly PostgresSettings _settings;
    readonly IAsyncDisposable? _owned;

    /// <param name="settings">Where its PostgreSQL is, for whoever looks into the tables.</param>
    /// <param name="owned">What ends with it, after its nodes.</param>
    public Installation(Trial trial, IReadOnlyList<Node> nodes, PostgresSettings settings, IAsyncDisposable? owned = null) =>
        (_trial, Nodes, _settings, _owned) = (trial, nodes, settings, owned);

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The data folder of an embedded PostgreSQL.</summary>
    public string Data => _settings.Data;

    /// <summary>One node with a PostgreSQL of its own, as somebody has it who just starts the program.</summary>
    public static async Task<Installation> EmbeddedAsync(Trial trial, params (string Name, string Value)[] variables)
    {
        var data = Path.Combine(trial.Folder, "data");
        var installation = new Installation(trial, [new Node(trial, 0, ["--data", data]) { Variables = variables }], new PostgresSettings { Data = data });
        await installation.StartAsync();
        return installation;
    }

    /// <summary>Nodes, each a process of its own, on one PostgreSQL that the harness owns, and that ends with them.</summary>
    public static Task<Installation> SharedAsync(Trial trial, OwnPostgres postgres, int nodes) =>
        OnAsync(trial, postgres.ConnectionString, nodes, postgres);

    /// <summary>Nodes on a database that outlives them.</summary>
    /// <param name="owned">What ends with it, after its nodes.</param>
    public static async Task<Installation> OnAsync(
        Trial trial, string connection, int nodes, IAsyncDisposable? owned = null, params (string Name, string Value)[] variables)
    {
        var installation = new Installation(trial,
            [.. Enumerable.Range(0, nodes).Select(n => new Node(trial, n, ["--postgres", connection]) { Variables = variables })],
            new PostgresSettings { Connection = connection }, owned);
        await installation.StartAsync();
        return installation;
    }

    public async Task StartAsync()
    {
        try
        {
            // Together, as after a loss of power.
            var before = Stopwatch.GetTimestamp();
            foreach (var node in Nodes)
                node.Launch();
            await Task.WhenAll(Nodes.Select(n => n.ReadyAsync(before)));
            await OwnAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    // Every client of the harness comes as the owner.
    async Task OwnAsync()
    {
        await using var engine = await AttachAsync();
        await InstanceOwner.WriteAsync(engine.DataSource, _trial.Stop);
    }

    /// <summary>A way of its own into the tables, which passes by the nodes and everything that they remember.</summary>
    public Task<PostgresEngine> AttachAsync() => PostgresEngine.AttachAsync(_settings, NullLoggerFactory.Instance, _trial.Stop);

    public async ValueTask DisposeAsync()
    {
        // Their PostgreSQL goes down with them; whoever was stopped has to be let go to end.
        foreach (var node in Nodes.Where(n => n.Runs))
            node.Signal(Signals.Continue);
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (_owned is not null)
            await _owned.DisposeAsync();
    }
}

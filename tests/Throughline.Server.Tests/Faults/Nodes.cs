using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Server.Tests.Faults;

/// <summary>Nodes that are processes of their own, on one PostgreSQL, each at an address that outlives it.</summary>
sealed class Nodes : IAsyncDisposable
{
    readonly TestFolder _folder = new("nodes");
    readonly TestDatabase _database;
    readonly ServerProcess?[] _processes;
    readonly Uri[] _addresses;

    Nodes(TestDatabase database, int count) => (_database, _processes, _addresses) = (database, new ServerProcess?[count], new Uri[count]);

    public string Folder => _folder.Path;

    public Uri Address(int node) => _addresses[node];

    public static async Task<Nodes> StartAsync(TestDatabase database, int count)
    {
        var nodes = new Nodes(database, count);
        for (var i = 0; i < count; i++)
            nodes.Start(i, new Uri("http://127.0.0.1:0"));
        for (var i = 0; i < count; i++)
            nodes._addresses[i] = await nodes._processes[i]!.ReadyAsync();
        return nodes;
    }

    public async Task KillAndRestartAsync(int node)
    {
        _processes[node]!.Signal(Signals.Kill);
        await _processes[node]!.ExitAsync();
        await _processes[node]!.DisposeAsync();
        Start(node, _addresses[node]);
        await _processes[node]!.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            if (process is not null)
                await process.DisposeAsync();
        _folder.Dispose();
    }

    void Start(int node, Uri address) => _processes[node] = ServerProcess.Start(
        _folder.Path, ["serve", "--urls", address.GetLeftPart(UriPartial.Authority), "--postgres", _database.ConnectionString]);
}

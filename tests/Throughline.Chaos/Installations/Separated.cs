using Throughline.Chaos.Machine;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;

namespace Throughline.Chaos.Installations;

/// <summary>Nodes that each have a network of their own, through which alone they reach their PostgreSQL.</summary>
sealed class Separated : IAsyncDisposable
{
    readonly List<IAsyncDisposable> _owned = [];
    readonly List<Network> _networks = [];

    Installation? _installation;

    public Installation Installation => _installation!;

    public Network NetworkOf(Node node) => _networks[node.Number];

    public static async Task<Separated> StartAsync(Trial trial, int nodes)
    {
        var separated = new Separated();
        try
        {
            await separated.BuildAsync(trial, nodes);
            return separated;
        }
        catch
        {
            await separated.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null)
            await _installation.DisposeAsync();
        for (var i = _owned.Count - 1; i >= 0; i--)
            await _owned[i].DisposeAsync();
    }

    async Task BuildAsync(Trial trial, int count)
    {
        await Leftovers.SweepAsync();
        for (var i = 0; i < count; i++)
        {
            _networks.Add(await Network.MakeAsync());
            _owned.Add(_networks[i]);
        }
        var listen = "listen_addresses=127.0.0.1," + string.Join(',', _networks.Select(n => n.Address));
        var postgres = await OwnPostgres.StartAsync(trial, settings: listen);
        _owned.Add(postgres);

        var nodes = new List<Node>();
        for (var i = 0; i < count; i++)
        {
            var way = postgres.ConnectionString.Replace("Host=127.0.0.1", "Host=" + _networks[i].Address, StringComparison.Ordinal);
            var node = new Node(trial, i, ["--postgres", way]) { Through = _networks[i].Through };
            var door = new Door(_networks[i], () => node.ListensAt);
            node.ReachedAt = door.Address;
            _owned.Add(door);
            nodes.Add(node);
        }
        _installation = new Installation(trial, nodes, new PostgresSettings { Connection = postgres.ConnectionString });
        await _installation.StartAsync();
    }
}

using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Machine;

/// <summary>The server as its users run it: the published program in a folder of its own, with the PostgreSQL that it brings.</summary>
sealed class ServerNode : IAsyncDisposable
{
    readonly ChildProcess _process;
    readonly TemporaryFolder? _ownFolder;

    ServerNode(ChildProcess process, string data, Uri address, TemporaryFolder? ownFolder) =>
        (_process, Data, Address, _ownFolder) = (process, data, address, ownFolder);

    public Uri Address { get; }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    public int ProcessId => _process.Id;

    /// <param name="data">A data folder that goes on after the node; null: a new one that ends with it.</param>
    /// <param name="postgres">Connection string of another PostgreSQL; null: its own.</param>
    public static async Task<ServerNode> StartAsync(CancellationToken cancel, string? data = null, string? postgres = null)
    {
        if (!File.Exists(Programs.Server)) throw new InvalidOperationException($"{Programs.Server} is missing: ./bench.sh publishes it.");
        var own = data is null ? new TemporaryFolder() : null;
        data ??= own!["data"];
        ChildProcess? process = null;
        try
        {
            var ready = new Ready("Throughline is ready: ");
            string[] arguments = ["serve", "--urls", "http://127.0.0.1:0", "--data", data, .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres]];
            process = ChildProcess.Start(Programs.Server, arguments, Path.GetDirectoryName(data), ready.Read);
            var node = new ServerNode(process, data, await ready.AddressAsync(process, cancel), own);
            if (own is not null) await node.OwnAsync(cancel);
            return node;
        }
        catch
        {
            if (process is not null) await process.DisposeAsync();
            own?.Dispose();
            throw;
        }
    }

    /// <summary>Gives the instance its owner, as whom everything is asked here; one in a folder of its own has it from the start.</summary>
    public Task OwnAsync(CancellationToken cancel) => InstanceOwner.WriteAsync(Data, cancel);

    /// <summary>CPU seconds of the server and of its PostgreSQL, since their start.</summary>
    public double CpuSeconds() => ProcessTree.CpuSeconds(_process.Id);

    /// <summary>Joins its PostgreSQL, which goes on when the engine is disposed.</summary>
    public Task<PostgresEngine> JoinAsync(CancellationToken cancel) =>
        PostgresEngine.AttachAsync(new PostgresSettings { Data = Data }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, cancel);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _ownFolder?.Dispose();
    }
}

using Throughline.Bench.Machine;

namespace Throughline.Bench.Opponents;

/// <summary>This program as one of the servers that ours is compared with, in a process of its own.</summary>
sealed class EdgeProcess : IAsyncDisposable
{
    readonly ChildProcess _process;

    EdgeProcess(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<EdgeProcess> StartAsync(CancellationToken cancel, params string[] arguments)
    {
        var ready = new Ready(BareEdge.ReadyWords);
        var process = ChildProcess.Start(Programs.Bench, arguments, onLine: ready.Read);
        try
        {
            return new EdgeProcess(process, await ready.AddressAsync(process, cancel));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public double CpuSeconds() => ProcessTree.CpuSeconds(_process.Id);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

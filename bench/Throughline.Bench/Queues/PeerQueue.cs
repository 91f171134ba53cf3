using System.Globalization;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Queues;

/// <summary>A queue from npm on a PostgreSQL of its own, which has the programs and the settings of ours. Its workers live in its own process.</summary>
sealed class PeerQueue : IAsyncDisposable
{
    public const string Load = "its own process: the tasks are done where they are fetched; it shares the machine's cores with its PostgreSQL";

    readonly PrivatePostgres _postgres;
    readonly Dialogue _peer;

    PeerQueue(PrivatePostgres postgres, Dialogue peer, string durability) => (_postgres, _peer, Durability) = (postgres, peer, durability);

    public string Name => Peer.NameOf(_peer.Ready);

    public string Settings => Peer.SettingsOf(_peer.Ready);

    public string Durability { get; }

    public static async Task<PeerQueue> StartAsync(string program, CancellationToken cancel, params string[] arguments)
    {
        var postgres = await PrivatePostgres.StartAsync(cancel);
        try
        {
            var durability = (await Machine.Durability.ReadAsync(postgres.DataSource)).ToString();
            return new PeerQueue(postgres, await Peer.StartAsync(program, cancel, [$"{postgres.Host}|5432|{postgres.User}|{postgres.Database}", .. arguments]), durability);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <param name="command">What makes it work on so many tasks.</param>
    public async Task<Sample> WorkAsync(int tasks, string command, CancellationToken cancel)
    {
        await _peer.AskAsync(string.Create(CultureInfo.InvariantCulture, $"add {tasks}"), cancel);
        var before = CpuSeconds();
        var result = await _peer.AskAsync(command, cancel);
        var (used, seconds, left) = (CpuSeconds() - before, (double)result["seconds"]!, (long)result["left"]!);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [QueueFigures.Tasks] = (long)result["done"]! / seconds, [QueueFigures.TasksPerCpu] = (long)result["done"]! / Math.Max(used, 0.01) },
            Seconds = seconds,
            CpuSeconds = used,
            Void = left > 0 ? $"{left} tasks are left" : null,
        };
    }

    public async Task<Sample> PickUpAsync(int tasks, int pause, CancellationToken cancel)
    {
        var before = CpuSeconds();
        var result = await _peer.AskAsync(string.Create(CultureInfo.InvariantCulture, $"pickup {tasks} {pause}"), cancel);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Figure.P50] = (double)result["p50"]!, [Figure.P99] = (double)result["p99"]! },
            Seconds = (double)result["seconds"]!,
            CpuSeconds = CpuSeconds() - before,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    double CpuSeconds() => ProcessTree.CpuSeconds(_peer.ProcessId) + _postgres.CpuSeconds();
}

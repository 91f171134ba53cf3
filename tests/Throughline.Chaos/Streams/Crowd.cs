using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Streams;

/// <summary>Thousands of clients of /api/live.</summary>
sealed class Crowd : IAsyncDisposable
{
    readonly CancellationTokenSource _stop;
    readonly List<Task> _running = [];

    Crowd(Trial trial, IReadOnlyList<StreamClient> clients, Latencies latencies)
    {
        (Clients, Latencies) = (clients, latencies);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Stop);
    }

    public IReadOnlyList<StreamClient> Clients { get; }

    /// <summary>From a fact's commit to its bytes at a client that reads at once.</summary>
    public Latencies Latencies { get; }

    public static async Task<Crowd> GatherAsync(Trial trial, Func<Uri> node, int count)
    {
        var latencies = new Latencies();
        var crowd = new Crowd(trial, [.. Enumerable.Range(0, count).Select(n => new StreamClient(n, node, latencies, trial.Seed))], latencies);
        // Not all at once: this is how they come to be there, not what is tried.
        foreach (var client in crowd.Clients)
        {
            crowd._running.Add(Task.Run(() => client.RunAsync(crowd._stop.Token)));
            if (client.Number % 100 == 99)
                await Task.Delay(50, trial.Stop);
        }
        await Until.TrueAsync("crowd", $"{count} streams have begun", TimeSpan.FromSeconds(60), () => crowd.Clients.All(c => c.Last >= 0), trial.Stop);
        return crowd;
    }

    /// <summary>How many have not seen everything up to a position.</summary>
    public int Behind(long position) => Clients.Count(c => c.Last < position);

    public Task CaughtUpAsync(Trial trial, long position, TimeSpan within) => Until.TrueAsync(
        "crowd", $"all {Clients.Count} streams have seen position {position}", within, () => Behind(position) == 0, trial.Stop);

    /// <summary>Nothing was lost and nothing came twice, to anyone.</summary>
    public void Check()
    {
        var faults = Clients.Where(c => c.Fault is not null).ToList();
        if (faults.Count > 0)
            throw new ViolationException([.. faults.Take(5).Select(c => new Violation("crowd", $"stream {c.Number}: {c.Fault}")), new("crowd", $"{faults.Count} streams in all")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}

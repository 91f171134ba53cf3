using Throughline.Bench.Listeners;
using Throughline.Bench.Runs;

namespace Throughline.Bench.FanOut;

/// <summary>What is told of a fan-out.</summary>
static class FanFigures
{
    /// <summary>Events × clients that received them, by CPU second of the server's own process.</summary>
    public static readonly Figure Deliveries = new("deliveries", " per server CPU second");

    /// <summary>How many events shared a write to a client.</summary>
    public static readonly Figure Merged = new("events per frame", "");

    /// <summary>CPU seconds of what the server stores in.</summary>
    public static readonly Figure StoreCpu = new("PostgreSQL's CPU", " s");

    public static readonly Figure Memory = new("resident memory per client", " KiB");

    /// <summary>Runs a phase, and counts what the server's processes did meanwhile.</summary>
    public static async Task<Sample> OfAsync(FanServer server, Func<Task<PhaseResult>> phase)
    {
        var (own, store) = (server.CpuSeconds(), server.StoreCpuSeconds?.Invoke() ?? 0);
        var result = await phase();
        var (ownUsed, storeUsed) = (server.CpuSeconds() - own, (server.StoreCpuSeconds?.Invoke() ?? 0) - store);
        return new Sample
        {
            Figures = new Dictionary<Figure, double>
            {
                [Deliveries] = result.Delivered / Math.Max(ownUsed, 0.01),
                [Figure.Rate] = result.Delivered / result.Seconds,
                [Figure.P50] = result.P50,
                [Figure.P99] = result.P99,
                [Merged] = (double)result.Delivered / Math.Max(1, result.Frames),
                [StoreCpu] = storeUsed,
            },
            Seconds = result.Seconds,
            CpuSeconds = ownUsed,
            Failed = result.Failed,
            Void = result.Void,
        };
    }

    /// <summary>What stands beside a figure that counts the server's own process alone.</summary>
    public static string Note(Rounds rounds, Side ours) =>
        $"the server's process alone; its PostgreSQL used {StoreCpu.Show(rounds.Of(ours, StoreCpu).Median)} besides; "
        + $"{Merged.Show(rounds.Of(ours, Merged).Median)} events per write of ours; every client had every event exactly once, else the run is void";
}

using Throughline.Server.Client;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>Looks at how the project's tasks stand, twice a second, so that the backlog is the server's own number.</summary>
sealed class WorkWatch(ApiConnection api, SimulationPlan plan)
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Null: the server has not told yet.</summary>
    public WorkCounts? Last { get; private set; }

    public async Task LookAsync(CancellationToken stop)
    {
        try
        {
            for (; ; await Task.Delay(Every, api.Time, stop))
                await LookOnceAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    /// <summary>Waits until nobody works in the project and nothing can be claimed.</summary>
    public async Task DrainedAsync(CancellationToken stop)
    {
        while (!await LookOnceAsync(stop) || Last is not { Claimable: 0, Leased: 0 })
            await Task.Delay(Every, api.Time, stop);
    }

    async Task<bool> LookOnceAsync(CancellationToken stop)
    {
        try
        {
            Last = await api.GetAsync($"/api/work?projectId={plan.Project}", SimulationWire.Default.WorkCounts, stop);
            return true;
        }
        catch (ApiUnavailableException)
        {
            // Whoever makes stories or works tells of it; the numbers stay as they were.
            return false;
        }
    }
}

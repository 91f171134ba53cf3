using Throughline.Server.Client;
using Throughline.Server.Features.Simulation.Content;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>
/// Makes the stories as they arrive. One batch is under way at a time, so that they are stored in their order; what arrives meanwhile goes
/// together with the next one. Nothing that arrived is left out, however late it is.
/// </summary>
sealed class StoryMaker(ApiConnection api, SimulationPlan plan, MadeStories made, Action<ApiUnavailableException?> waiting)
{
    const int MostInBatch = 250;

    // What a stop may leave under way: long enough for an answer, too short to be waited for in vain.
    static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(3);

    readonly Arrivals _due = new(plan.Seed, plan.StoriesPerSecond, plan.Duration);
    readonly Arrivals _arrived = new(plan.Seed, plan.StoriesPerSecond, plan.Duration);
    readonly Lock _looking = new();
    readonly long _beginning = api.Time.GetTimestamp();
    readonly string _run = Guid.NewGuid().ToString("N");
    TimeSpan? _ended;

    TimeSpan Elapsed => api.Time.GetElapsedTime(_beginning);

    /// <summary>How many have arrived and are not stored yet, and how late the first of them is; at the end: was.</summary>
    public (long Count, TimeSpan Behind) Lag()
    {
        lock (_looking)
        {
            var elapsed = _ended ?? Elapsed;
            _arrived.AdvanceTo(elapsed);
            var count = Math.Max(0, _arrived.Next - made.Stories);
            return (count, count > 0 && _due.Due is { } due && due < elapsed ? elapsed - due : TimeSpan.Zero);
        }
    }

    /// <summary>Ends when nothing arrives any more and all is stored, or soon after it is stopped.</summary>
    /// <param name="stop">Nothing more is sent.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using var giveUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, api.Time);
        await using var stopping = stop.Register(() => giveUp.CancelAfter(LastAnswer));
        try
        {
            for (var number = 0; _due.Due is { } due; number++)
            {
                await Pause.UntilAsync(api.Time, () => due - Elapsed, stop);
                await SendAsync(new StoryBatch(api, plan, TakeDue(), $"simulation-{_run}-{number}", made), giveUp.Token);
            }
            await Pause.UntilAsync(api.Time, () => plan.Duration - Elapsed, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            lock (_looking)
                _ended = Elapsed;
        }
    }

    List<SimulatedStory> TakeDue()
    {
        var stories = new List<SimulatedStory>();
        lock (_looking)
            for (var elapsed = Elapsed; stories.Count < MostInBatch && _due.Due is { } due && due <= elapsed; _due.Advance())
                stories.Add(SimulatedStory.Number(_due.Next, plan.Seed, plan.TasksPerStory));
        return stories;
    }

    async Task SendAsync(StoryBatch batch, CancellationToken cancellation)
    {
        await Retry.UntilAnsweredAsync(api.Time, async until =>
        {
            await batch.SendAsync(until);
            return true;
        }, waiting, cancellation);
        waiting(null);
    }
}

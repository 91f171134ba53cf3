using Throughline.Server.Client.Work;

namespace Throughline.Server.Cli.Work;

/// <summary>Work that only takes time: the task's estimate, so many times faster. What it took is the estimate.</summary>
sealed class TimedWork(TimeProvider time, double speed)
{
    // A timer takes 49 days at most.
    const double LongestDelay = 86_400;

    public async Task<WorkOutcome> WorkAsync(ClaimedTask task, CancellationToken cancelled)
    {
        for (var left = task.Estimate.Value / speed; left > 0; left -= LongestDelay)
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(left, LongestDelay)), time, cancelled);
        return WorkOutcome.Completed(task.Estimate);
    }
}

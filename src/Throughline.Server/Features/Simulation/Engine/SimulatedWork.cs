using Throughline.Domain;
using Throughline.Server.Client.Work;
using Throughline.Server.Features.Simulation.Content;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>The work of a simulated worker: a task takes its estimate, at the plan's speed, unless it fails on the way.</summary>
sealed class SimulatedWork(SimulationPlan plan, TimeProvider time, CancellationToken stop)
{
    public async Task<WorkOutcome> DoAsync(ClaimedTask task, CancellationToken cancelled)
    {
        var failure = Failure.Of(plan.Seed, task.Id, task.Attempts, plan.FailureRate);
        var needed = (long)(task.Estimate.Value * (failure?.After ?? 1));
        var beginning = time.GetTimestamp();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stop);
        try
        {
            await Pause.UntilAsync(time, () => TimeSpan.FromSeconds(needed / plan.Speed) - time.GetElapsedTime(beginning), either.Token);
        }
        catch (OperationCanceledException)
        {
            // What was worked until now was worked.
            var done = (long)(time.GetElapsedTime(beginning).TotalSeconds * plan.Speed);
            return WorkOutcome.Released("The simulation ended.", failed: false, new Seconds(Math.Min(done, needed)));
        }
        return failure is null
            ? WorkOutcome.Completed(new Seconds(needed))
            : WorkOutcome.Released(failure.Reason, failed: true, new Seconds(needed));
    }
}

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>Waits of any length, none of which ends early.</summary>
static class Pause
{
    // A timer takes 49 days at most; it cuts off what is less than a millisecond.
    static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <param name="left">How long still, asked anew after each wait.</param>
    public static async Task UntilAsync(TimeProvider time, Func<TimeSpan> left, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        while (left() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, Least.Ticks, Longest.Ticks)), time, cancellation);
    }
}

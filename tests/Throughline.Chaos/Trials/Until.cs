using System.Diagnostics;

namespace Throughline.Chaos.Trials;

/// <summary>Awaits a condition, with a deadline that is a violation when it passes.</summary>
static class Until
{
    public static Task TrueAsync(string rule, string what, TimeSpan within, Func<bool> condition, CancellationToken stop) =>
        TrueAsync(rule, what, within, () => Task.FromResult(condition()), stop);

    public static async Task TrueAsync(string rule, string what, TimeSpan within, Func<Task<bool>> condition, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
                throw new ViolationException(rule, $"not so after {within.TotalSeconds:0} s: {what}");
            await Task.Delay(10, stop);
        }
    }
}

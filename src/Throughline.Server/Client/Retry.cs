namespace Throughline.Server.Client;

/// <summary>Asks again while the server can't be reached or can't take it, ever more slowly, and at different moments than others do.</summary>
public static class Retry
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="time">The clock that is waited by.</param>
    /// <param name="ask">Must do nothing twice when it is asked twice.</param>
    /// <param name="waiting">Told why it has to wait, each time.</param>
    /// <param name="longest">No pause is longer; 5 seconds unless told.</param>
    public static async Task<T> UntilAnsweredAsync<T>(
        TimeProvider time, Func<CancellationToken, Task<T>> ask, Action<ApiUnavailableException> waiting, CancellationToken cancellation,
        TimeSpan? longest = null)
    {
        var most = longest < Longest ? longest.Value : Longest;
        for (var pause = Shortest; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, most.Ticks)))
        {
            try
            {
                return await ask(cancellation);
            }
            catch (ApiUnavailableException e)
            {
                waiting(e);
                var wait = (e.RetryAfter ?? pause) * (0.5 + Random.Shared.NextDouble());
                await Task.Delay(wait < most ? wait : most, time, cancellation);
            }
        }
    }
}

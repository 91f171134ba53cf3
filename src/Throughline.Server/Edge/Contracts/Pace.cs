using System.Threading.RateLimiting;

namespace Throughline.Server.Edge.Contracts;

/// <summary>How often something may be tried: so many times at once, and then one more after each pause, by whoever or for whatever it is counted.</summary>
public sealed class Pace(int atOnce, TimeSpan pause) : IDisposable
{
    readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Take(string who)
    {
        using var lease = _limiter.AttemptAcquire(who);
        if (!lease.IsAcquired)
            throw new TriedTooOftenException(pause);
    }

    public void Dispose() => _limiter.Dispose();
}

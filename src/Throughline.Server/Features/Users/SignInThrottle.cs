using System.Threading.RateLimiting;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

/// <summary>How often a password or a code may be tried: for one account from wherever, and from one address for whichever account.</summary>
sealed class SignInThrottle : IDisposable
{
    static readonly TimeSpan AccountPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan AddressPause = TimeSpan.FromSeconds(1);

    readonly PartitionedRateLimiter<string> _accounts = Limiter(10, AccountPause);
    readonly PartitionedRateLimiter<string> _addresses = Limiter(60, AddressPause);

    /// <summary>Counts a try.</summary>
    /// <param name="email">Null: it is not about an account.</param>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(HttpContext context, string? email)
    {
        using var address = _addresses.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (!address.IsAcquired)
            throw new TriedTooOftenException(AddressPause);
        if (email is not null)
            CountAccount(Account.KeyOf(email));
    }

    /// <summary>Counts a try of somebody who is signed in: it is about them, wherever they and others are.</summary>
    /// <inheritdoc cref="Count(HttpContext, string?)"/>
    public void Count(UserId user) => CountAccount(user.ToString());

    void CountAccount(string key)
    {
        using var account = _accounts.AttemptAcquire(key);
        if (!account.IsAcquired)
            throw new TriedTooOftenException(AccountPause);
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _addresses.Dispose();
    }

    static PartitionedRateLimiter<string> Limiter(int atOnce, TimeSpan pause) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
}

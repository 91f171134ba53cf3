using System.Threading.RateLimiting;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Mail;

/// <summary>How many letters are sent because somebody asked: to one mail address, for one network address, and for one user. Nobody's mailbox is flooded by us.</summary>
public sealed class LetterThrottle : IDisposable
{
    static readonly TimeSpan MailboxPause = TimeSpan.FromMinutes(10);
    static readonly TimeSpan NetworkPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan UserPause = TimeSpan.FromSeconds(10);

    readonly PartitionedRateLimiter<string> _mailboxes = Limiter(3, MailboxPause);
    readonly PartitionedRateLimiter<string> _networks = Limiter(40, NetworkPause);
    readonly PartitionedRateLimiter<string> _users = Limiter(100, UserPause);

    /// <summary>Counts what nobody in particular asks for.</summary>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(HttpContext context, string email)
    {
        Take(_networks, context.Connection.RemoteIpAddress?.ToString() ?? "", NetworkPause);
        Take(_mailboxes, Account.KeyOf(email), MailboxPause);
    }

    /// <summary>Counts what a user asks for.</summary>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(UserId user) => Take(_users, user.ToString(), UserPause);

    public void Dispose()
    {
        _mailboxes.Dispose();
        _networks.Dispose();
        _users.Dispose();
    }

    static void Take(PartitionedRateLimiter<string> limiter, string who, TimeSpan pause)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (!lease.IsAcquired)
            throw new TriedTooOftenException(pause);
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

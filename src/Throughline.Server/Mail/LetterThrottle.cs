using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Mail;

/// <summary>How many letters are sent because somebody asked: to one mail address, for one network address, and for one user. Nobody's mailbox is flooded by us.</summary>
public sealed class LetterThrottle : IDisposable
{
    readonly Pace _mailboxes = new(3, TimeSpan.FromMinutes(10));
    readonly Pace _networks = new(40, TimeSpan.FromSeconds(10));
    readonly Pace _users = new(100, TimeSpan.FromSeconds(10));

    /// <summary>Counts what nobody in particular asks for.</summary>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(HttpContext context, string email)
    {
        _networks.Take(context.Connection.RemoteIpAddress?.ToString() ?? "");
        _mailboxes.Take(Account.KeyOf(email));
    }

    /// <summary>Counts what a user asks for.</summary>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(UserId user) => _users.Take(user.ToString());

    public void Dispose()
    {
        _mailboxes.Dispose();
        _networks.Dispose();
        _users.Dispose();
    }
}

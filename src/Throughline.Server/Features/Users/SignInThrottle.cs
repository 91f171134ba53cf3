using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

/// <summary>How often a password or a code may be tried: for one account from wherever, and from one address for whichever account.</summary>
sealed class SignInThrottle : IDisposable
{
    readonly Pace _accounts = new(10, TimeSpan.FromSeconds(10));
    readonly Pace _addresses = new(60, TimeSpan.FromSeconds(1));

    /// <summary>Counts a try.</summary>
    /// <param name="email">Null: it is not about an account.</param>
    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public void Count(HttpContext context, string? email)
    {
        _addresses.Take(context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (email is not null)
            _accounts.Take(Account.KeyOf(email));
    }

    /// <summary>Counts a try of somebody who is signed in: it is about them, wherever they and others are.</summary>
    /// <inheritdoc cref="Count(HttpContext, string?)"/>
    public void Count(UserId user) => _accounts.Take(user.ToString());

    public void Dispose()
    {
        _accounts.Dispose();
        _addresses.Dispose();
    }
}

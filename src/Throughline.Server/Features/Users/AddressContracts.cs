using System.ComponentModel.DataAnnotations;
using NodaTime;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Users;

/// <summary>Who has forgotten their password.</summary>
public sealed record ForgotPasswordRequest
{
    /// <summary>Mail address of their account.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public required string? Email { get; init; }
}

/// <summary>Another mail address.</summary>
public sealed record AskNewAddressRequest
{
    /// <summary>The address, at most 254 characters.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public required string? Email { get; init; }

    /// <summary>Your password.</summary>
    public required string? Password { get; init; }
}

/// <summary>Agreement to a change of mail address.</summary>
public sealed record ConfirmAddressRequest
{
    /// <summary>What stands behind the # of the link.</summary>
    public required string? Code { get; init; }
}

/// <summary>What became of an agreement to a change of mail address.</summary>
/// <param name="IsChanged">The account has the new address. False: the other address has to agree too.</param>
public sealed record ConfirmedAddress(bool IsChanged);

/// <summary>Whether your account is to get another mail address.</summary>
/// <param name="Pending">Null: it is not.</param>
public sealed record AddressChangeResponse(PendingAddress? Pending)
{
    public static AddressChangeResponse Of(AddressChange? change) =>
        new(change is null ? null : new PendingAddress(change.Email, change.IsNewConfirmed, change.IsOldConfirmed, change.ExpiresAt));
}

/// <summary>A mail address that your account is to get.</summary>
/// <param name="Email">The address.</param>
/// <param name="IsNewConfirmed">Its link was used.</param>
/// <param name="IsOldConfirmed">The link that was sent to the address until now was used.</param>
/// <param name="ExpiresAt">Until when both have to be.</param>
public sealed record PendingAddress(string Email, bool IsNewConfirmed, bool IsOldConfirmed, Instant ExpiresAt);

/// <summary>In which ways one signs in here.</summary>
/// <param name="Password">With mail address and password.</param>
/// <param name="Mail">Whether this server sends mail: who forgot their password gets a link.</param>
/// <param name="Providers">Where else one may sign in to be signed in here.</param>
public sealed record SignInMethods(bool Password, bool Mail, IReadOnlyList<SignInProvider> Providers);

/// <summary>Somebody who signs people in for others.</summary>
/// <param name="Name">By which its paths are made.</param>
/// <param name="DisplayName">What people call it.</param>
public sealed record SignInProvider(string Name, string DisplayName);

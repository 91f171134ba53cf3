using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Users;

/// <summary>Who is to own a new instance.</summary>
public sealed record SetUpRequest
{
    /// <summary>What stands behind the # of the link that the server printed.</summary>
    public required string? Code { get; init; }

    /// <summary>Mail address, at most 254 characters.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public required string? Email { get; init; }

    /// <summary>What people call them, 1 to 100 characters.</summary>
    [StringLength(Account.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>12 to 128 characters.</summary>
    [StringLength(Passwords.Longest, MinimumLength = Passwords.Shortest)]
    public required string? Password { get; init; }
}

/// <summary>Who signs in.</summary>
public sealed record SignInRequest
{
    /// <summary>Mail address of the account.</summary>
    public required string? Email { get; init; }

    /// <summary>Its password.</summary>
    public required string? Password { get; init; }
}

/// <summary>What to change on one's own account; what is left out stays.</summary>
public sealed record EditMeRequest
{
    /// <summary>What people call you, 1 to 100 characters.</summary>
    [StringLength(Account.NameLength, MinimumLength = 1)]
    public Optional<string?> Name { get; init; }
}

/// <summary>Another password.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The password until now.</summary>
    public required string? Current { get; init; }

    /// <summary>The password from now on, 12 to 128 characters.</summary>
    [StringLength(Passwords.Longest, MinimumLength = Passwords.Shortest)]
    public required string? New { get; init; }
}

/// <summary>A password, chosen by whoever has the link.</summary>
public sealed record ChoosePasswordRequest
{
    /// <summary>What stands behind the # of the link.</summary>
    public required string? Code { get; init; }

    /// <summary>12 to 128 characters.</summary>
    [StringLength(Passwords.Longest, MinimumLength = Passwords.Shortest)]
    public required string? Password { get; init; }
}

/// <summary>A new user.</summary>
public sealed record CreateUserRequest
{
    /// <summary>Mail address, at most 254 characters; an account has it alone.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public required string? Email { get; init; }

    /// <summary>What people call them, 1 to 100 characters.</summary>
    [StringLength(Account.NameLength, MinimumLength = 1)]
    public required string? Name { get; init; }

    /// <summary>Whether they look after the instance; false when left out.</summary>
    public Optional<bool> IsAdministrator { get; init; }
}

/// <summary>What to change on a user; what is left out stays.</summary>
public sealed record EditUserRequest
{
    /// <summary>Whether they look after the instance.</summary>
    public Optional<bool> IsAdministrator { get; init; }

    /// <summary>Whether they may do nothing any more. It signs them out everywhere.</summary>
    public Optional<bool> IsDisabled { get; init; }

    /// <summary>Another mail address, at most 254 characters; an account has it alone. Nobody is asked whether it is theirs.</summary>
    [StringLength(Account.EmailLength, MinimumLength = 3)]
    public Optional<string?> Email { get; init; }
}

/// <summary>That somebody's account is to be erased.</summary>
public sealed record EraseUserRequest
{
    /// <summary>The account's mail address, typed to confirm whose it is.</summary>
    public required string? Email { get; init; }
}

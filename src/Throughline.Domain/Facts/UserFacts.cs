using NodaTime;
using Throughline.Domain.Access;

namespace Throughline.Domain.Facts;

/// <summary>There is a user more. Their name and mail address stand beside the journal, where they can be erased.</summary>
public sealed record UserCreated(bool IsAdministrator) : FactData
{
    public const string TypeName = "user.created";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Administrators;
}

/// <summary>An administrator changed what a user is. Members that did not change are absent.</summary>
public sealed record UserEdited(Changed<int> Version) : FactData
{
    public const string TypeName = "user.edited";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Administrators;

    public Changed<bool>? IsAdministrator { get; init; }
    public Changed<bool>? IsDisabled { get; init; }
}

/// <summary>A user is nobody any more: what is personal was erased, and cannot come back. Carries what they were.</summary>
public sealed record UserErased(Changed<int> Version, bool IsAdministrator, bool IsDisabled) : FactData
{
    public const string TypeName = "user.erased";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Administrators;
}

/// <summary>Something personal changed, which is not told here.</summary>
/// <param name="Field">
/// What: name, password, link (by which a password is chosen), email, emailAsked, emailConfirmed (at one of the two addresses), emailCancelled,
/// identity (elsewhere, by which one signs in), identityRemoved.
/// </param>
public sealed record AccountEdited(string Field) : FactData
{
    public const string TypeName = "account.edited";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>A person signed in.</summary>
public sealed record UserSignedIn(SignInId SignInId, Instant ExpiresAt) : FactData
{
    public const string TypeName = "user.signedIn";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>A sign-in has a new secret, because its person was given another role. The one before is good for half a minute more.</summary>
public sealed record UserSignInRenewed(SignInId SignInId) : FactData
{
    public const string TypeName = "user.signInRenewed";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>A sign-in ended before its time, by its person or because their password or their rights changed.</summary>
public sealed record UserSignedOut(SignInId SignInId, Instant ExpiresAt) : FactData
{
    public const string TypeName = "user.signedOut";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>A token was made. Its name stands beside the journal, and its secret nowhere.</summary>
public sealed record TokenCreated(UserId UserId, Scopes Scopes, Instant? ExpiresAt = null) : FactData
{
    public const string TypeName = "token.created";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

/// <summary>Carries the whole token as it was.</summary>
public sealed record TokenRevoked(UserId UserId, Scopes Scopes, Instant? ExpiresAt = null) : FactData
{
    public const string TypeName = "token.revoked";
    public override string Type => TypeName;
    public override Audience Audience => Audience.Person;
}

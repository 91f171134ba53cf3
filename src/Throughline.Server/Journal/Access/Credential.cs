using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;

namespace Throughline.Server.Journal.Access;

/// <summary>What a request proves with who makes it: a token, a sign-in, or what this node lends to itself.</summary>
/// <param name="id">The token's or the sign-in's id.</param>
/// <param name="expiresAt">Null: it does not expire.</param>
public sealed class Credential(Guid id, CredentialKind kind, UserAccess user, Scopes scopes, Instant? expiresAt)
{
    bool _revoked;
    long _secretSince;
    long _restsUntil;

    public Guid Id => id;

    public CredentialKind Kind => kind;

    public UserAccess User => user;

    public Scopes Scopes => scopes;

    public Instant? ExpiresAt => expiresAt;

    public bool IsGood(Instant now) => !Volatile.Read(ref _revoked) && !user.Rights.IsDisabled && (expiresAt is not { } end || now < end);

    /// <summary>Position of the fact that gave it the secret that it has. What was looked up before has to be looked up again.</summary>
    internal Position SecretSince => new(Volatile.Read(ref _secretSince));

    /// <summary>Whether its secret is older than its user's role, and may be renewed: only a sign-in's can, and not again while the one before is good.</summary>
    public bool IsStale(Instant now) => kind == CredentialKind.SignIn && SecretSince < user.RoleSince && now.ToUnixTimeTicks() >= Volatile.Read(ref _restsUntil);

    /// <summary>The secret that is offered in place of the one that it has, as far as this node knows.</summary>
    public Offer? Offer { get; set; }

    /// <summary>The role that it gives in a project: the user's; null: they don't see it.</summary>
    public Role? In(ProjectId project) => user.Rights.In(project);

    /// <param name="since">Position of the fact that says so. It may be told twice.</param>
    internal void BeginSecret(Position since)
    {
        if (since > SecretSince)
            Volatile.Write(ref _secretSince, since.Value);
    }

    /// <inheritdoc cref="BeginSecret"/>
    internal void RenewSecret(Position since, Instant at)
    {
        Volatile.Write(ref _restsUntil, (at + RenewSignIn.Grace).ToUnixTimeTicks());
        BeginSecret(since);
    }

    internal void Revoke()
    {
        Volatile.Write(ref _revoked, true);
        user.Tell();
    }
}

/// <summary>A next secret that is offered to whoever shows the one before.</summary>
/// <param name="To">The hash of that one.</param>
/// <param name="Salt">What the next one is made with.</param>
public sealed record Offer(byte[] To, byte[] Salt);

/// <summary>Kinds of credentials.</summary>
public enum CredentialKind
{
    Token,

    /// <summary>A cookie, which a browser sends by itself: so whoever uses one has to show where a change comes from.</summary>
    SignIn,

    /// <summary>The node acts for a user.</summary>
    Lent,

    /// <summary>A visitor of a demo.</summary>
    Demo,
}

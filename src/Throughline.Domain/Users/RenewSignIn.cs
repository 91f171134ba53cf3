using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Gives a sign-in a new secret, once its person's role has changed: whoever learnt the old one has it for nothing soon after.</summary>
/// <param name="OldHash">Of the secret that it was asked for with: of several who ask at once, one renews it.</param>
/// <param name="NewHash">Of the secret that it gets.</param>
public sealed record RenewSignIn(SignInId Id, UserId UserId, byte[] OldHash, byte[] NewHash)
{
    /// <summary>How long the secret before stays good, for requests that are under way with it.</summary>
    public static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>Whether a fact says that its subject, a user, has another role than before: in a project, or as an administrator.</summary>
    public static bool IsDueAfter(FactData fact) => fact is MemberAdded or MemberEdited or MemberRemoved or UserEdited { IsAdministrator: not null };

    /// <param name="state">Holds the user's sign-ins with their secrets.</param>
    public Decision Decide(State state)
    {
        if (state.SignIns.Find(Id)?.UserId != UserId || state.Secrets.Find(Id.Value) is not { IsStale: true } secret || !secret.Hash.AsSpan().SequenceEqual(OldHash))
            return Decision.Nothing;
        // Only one earlier secret is kept. Whoever's role changes again so soon gets the next one when nobody can be under way with that any more.
        if (secret.EarlierUntil > state.Now)
            return Decision.Nothing;
        return Decision.Of(new Draft(default, UserId.Value, new UserSignInRenewed(Id))).With(s =>
            s.Secrets.Put(Id.Value, secret with { Hash = NewHash, IsStale = false, EarlierHash = secret.Hash, EarlierUntil = s.Now + Grace }));
    }

    /// <summary>Whether the sign-in has the new secret now.</summary>
    /// <inheritdoc cref="Decide"/>
    public bool IsDone(State state) => state.Secrets.Find(Id.Value)?.Hash.AsSpan().SequenceEqual(NewHash) == true;
}

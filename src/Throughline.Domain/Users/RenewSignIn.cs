using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>
/// Gives a sign-in a new secret, once somebody gave its person another role: whoever learnt the old one has it for nothing soon after. It takes two
/// steps. While the old secret is shown, the next one is offered, again and again, since answers are lost; the first time that the next one is shown, it is
/// the secret, and the old one ends soon after.
/// </summary>
/// <param name="ShownHash">Of the secret that was shown.</param>
/// <param name="Next">To be offered, if nothing is offered yet.</param>
public sealed record RenewSignIn(SignInId Id, UserId UserId, byte[] ShownHash, NextSecret Next)
{
    /// <summary>How long the secret before stays good, for requests that are under way with it.</summary>
    public static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>
    /// Whether a fact says that its subject, a user, was given another role than before: in a project, or as an administrator. What people do to
    /// themselves, as with the projects that they make, puts nothing into other hands.
    /// </summary>
    public static bool IsDueAfter(Fact fact) => fact.ActorId.Value != fact.SubjectId
        && fact.Data is MemberAdded or MemberEdited or MemberRemoved or UserEdited { IsAdministrator: not null };

    /// <param name="state">Holds the user's sign-ins with their secrets.</param>
    public Decision Decide(State state)
    {
        if (state.SignIns.Find(Id)?.UserId != UserId || state.Secrets.Find(Id.Value) is not { IsStale: true } secret)
            return Decision.Nothing;
        if (secret.Next is { } next && next.Hash.AsSpan().SequenceEqual(ShownHash))
            return Decision.Of(new Draft(default, UserId.Value, new UserSignInRenewed(Id))).With(s =>
                s.Secrets.Put(Id.Value, new Secret(Id.Value, next.Hash, secret.Label, EarlierHash: secret.Hash, EarlierUntil: s.Now + Grace)));
        // Only one earlier secret is kept. Whoever's role changes again so soon gets the next one when nobody can be under way with that any more.
        return secret.Next is not null || secret.EarlierUntil > state.Now || !secret.Hash.AsSpan().SequenceEqual(ShownHash)
            ? Decision.Nothing
            : Decision.Nothing.With(s => s.Secrets.Put(Id.Value, secret with { Next = Next }));
    }

    /// <summary>What is offered to whoever showed the secret; null: nothing.</summary>
    /// <inheritdoc cref="Decide"/>
    public NextSecret? Offered(State state) =>
        state.Secrets.Find(Id.Value) is { } secret && secret.Hash.AsSpan().SequenceEqual(ShownHash) ? secret.Next : null;
}

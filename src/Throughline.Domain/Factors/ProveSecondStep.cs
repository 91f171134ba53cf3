using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Factors;

/// <summary>Takes the code that somebody shows at the second step. It is looked at under the lock, so that none is taken twice and no more are tried than may be.</summary>
/// <param name="Hash">Of the code by which they came to the second step.</param>
/// <param name="Secret">Of the authenticator, as it was read when the code was checked; null: the code is of none.</param>
/// <param name="Step">Of the authenticator's code; null: it is not one of the authenticator's.</param>
/// <param name="RecoveryHash">Of a recovery code; null: it is not one.</param>
public sealed record ProveSecondStep(byte[] Hash, byte[]? Secret, long? Step, byte[]? RecoveryHash)
{
    /// <summary>Wrong codes after which one has to begin anew.</summary>
    public const int Most = 5;

    public static Refusal Over => new(RefusalKind.Forbidden, "second-factor-over", "This sign-in took too long, or too many codes were wrong. Sign in again.");

    /// <summary>Whose sign-in it is; null: it is over.</summary>
    public UserId? Find(State state) => Link.Find(state, LinkPurpose.SecondFactor, Hash)?.UserId;

    /// <summary>Whether the code is right as things stand.</summary>
    public bool IsRight(State state) => Find(state) is { } user && (IsNextStep(state, user) || CodeOf(state, user) is not null);

    /// <param name="state">Holds the link, and its user with their links and factors.</param>
    public Decision Decide(State state)
    {
        if (Link.Find(state, LinkPurpose.SecondFactor, Hash) is not { UserId: { } user } link || state.Users.Find(user) is not { IsDisabled: false })
            return Over;
        if (IsNextStep(state, user))
            return Decision.Nothing.With(s =>
            {
                s.Links.Remove(link.Id);
                s.Authenticators.Put(user, s.Authenticators.Get(user) with { LastStep = Step!.Value });
            });
        if (CodeOf(state, user) is { } code)
            return Decision.Of(new Draft(default, user.Value, new FactorRemoved(FactorKind.RecoveryCode))).With(s =>
            {
                s.Links.Remove(link.Id);
                s.RecoveryCodes.Remove(code.Id);
            });
        return Decision.Nothing.With(s =>
        {
            if (link.Tries + 1 >= Most)
                s.Links.Remove(link.Id);
            else
                s.Links.Put(link.Id, link with { Tries = link.Tries + 1 });
        });
    }

    bool IsNextStep(State state, UserId user) => state.Authenticators.Find(user) is { IsOn: true } authenticator && Step > authenticator.LastStep
        && authenticator.Secret.AsSpan().SequenceEqual(Secret);

    RecoveryCode? CodeOf(State state, UserId user) => RecoveryHash is null || state.Authenticators.Find(user) is not { IsOn: true } ? null
        : state.RecoveryCodes.All.FirstOrDefault(c => c.UserId == user && c.Hash.AsSpan().SequenceEqual(RecoveryHash));
}

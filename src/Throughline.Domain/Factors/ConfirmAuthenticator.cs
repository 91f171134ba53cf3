using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>Turns two-step sign-in on, after a code was shown that only the new authenticator can make.</summary>
/// <param name="Secret">The one that the code is of, as it was read.</param>
/// <param name="Step">Of the code.</param>
/// <param name="RecoveryHashes">Of the codes that its user is given.</param>
public sealed record ConfirmAuthenticator(UserId UserId, byte[] Secret, long Step, IReadOnlyList<byte[]> RecoveryHashes)
{
    public static Refusal NotBegun => Refusal.Conflict("authenticator-not-begun", "Begin to set it up first.");

    /// <param name="state">Holds the user with their factors.</param>
    public Decision Decide(State state)
    {
        if (state.Authenticators.Find(UserId) is not { IsOn: false } begun || !begun.Secret.AsSpan().SequenceEqual(Secret))
            return NotBegun;
        return Decision.Of(
            new Draft(default, UserId.Value, new FactorAdded(FactorKind.Authenticator)),
            new Draft(default, UserId.Value, new FactorAdded(FactorKind.RecoveryCodes))).With(s =>
        {
            s.Authenticators.Put(UserId, begun with { IsOn = true, LastStep = Step, CreatedAt = s.Now });
            RecoveryCode.Renew(s, UserId, RecoveryHashes);
        });
    }
}

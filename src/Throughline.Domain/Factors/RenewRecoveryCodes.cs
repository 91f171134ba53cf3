using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>Gives a user new recovery codes; those of before are good for nothing then.</summary>
public sealed record RenewRecoveryCodes(UserId UserId, IReadOnlyList<byte[]> Hashes)
{
    /// <param name="state">Holds the user's factors.</param>
    public Decision Decide(State state) => state.Authenticators.Find(UserId) is not { IsOn: true }
        ? Refusal.NotFound("authenticator")
        : Decision.Of(new Draft(default, UserId.Value, new FactorAdded(FactorKind.RecoveryCodes))).With(s => RecoveryCode.Renew(s, UserId, Hashes));
}

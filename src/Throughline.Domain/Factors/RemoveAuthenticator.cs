using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>Turns two-step sign-in off. Its recovery codes are good for nothing then.</summary>
public sealed record RemoveAuthenticator(UserId UserId)
{
    /// <param name="state">Holds the user's factors.</param>
    public Decision Decide(State state) => state.Authenticators.Find(UserId) is not { IsOn: true }
        ? Refusal.NotFound("authenticator")
        : Decision.Of(new Draft(default, UserId.Value, new FactorRemoved(FactorKind.Authenticator))).With(s =>
        {
            s.Authenticators.Remove(UserId);
            RecoveryCode.Renew(s, UserId, []);
        });
}

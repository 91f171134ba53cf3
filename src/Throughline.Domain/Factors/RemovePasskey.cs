using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>Lets nobody sign in by a passkey any more.</summary>
public sealed record RemovePasskey(PasskeyId Id, UserId UserId)
{
    /// <param name="state">Holds the user's factors.</param>
    public Decision Decide(State state) => state.Passkeys.Find(Id)?.UserId != UserId
        ? Refusal.NotFound("passkey")
        : Decision.Of(new Draft(default, UserId.Value, new FactorRemoved(FactorKind.Passkey))).With(s => s.Passkeys.Remove(Id));
}

namespace Throughline.Domain.Factors;

/// <summary>Somebody proved who they are by a passkey.</summary>
/// <param name="SignCount">As the device counts now.</param>
public sealed record UsePasskey(PasskeyId Id, UserId UserId, long SignCount)
{
    public static Refusal Wrong => new(RefusalKind.Forbidden, "wrong-passkey", "This passkey is not known here, or its answer came too late. Try again, or sign in otherwise.");

    /// <param name="state">Holds the user with their factors.</param>
    public Decision Decide(State state)
    {
        // One that counts and did not go on was copied, or its answer is sent a second time.
        if (state.Users.Find(UserId) is not { IsDisabled: false } || state.Passkeys.Find(Id) is not { } passkey || passkey.UserId != UserId || (passkey.SignCount > 0 && SignCount <= passkey.SignCount))
            return Wrong;
        return Decision.Nothing.With(s => s.Passkeys.Put(Id, passkey with { SignCount = SignCount, LastUsedAt = s.Now }));
    }
}

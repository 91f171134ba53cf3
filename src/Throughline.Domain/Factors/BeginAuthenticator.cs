namespace Throughline.Domain.Factors;

/// <summary>Begins to turn two-step sign-in on: a secret that counts for nothing until a code of it was shown.</summary>
/// <param name="Secret">Encrypted.</param>
public sealed record BeginAuthenticator(UserId UserId, byte[] Secret)
{
    /// <param name="state">Holds the user with their factors.</param>
    public Decision Decide(State state)
    {
        if (state.Accounts.Find(UserId) is null)
            return Refusal.NotFound("user");
        if (state.Authenticators.Find(UserId) is { IsOn: true })
            return Refusal.Conflict("authenticator-on", "Two-step sign-in is on already. Turn it off before you set it up anew.");
        return Decision.Nothing.With(s => s.Authenticators.Put(UserId, new Authenticator(UserId, Secret, false, 0, s.Now)));
    }
}

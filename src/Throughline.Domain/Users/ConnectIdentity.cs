using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>From now on an identity elsewhere signs a user in.</summary>
public sealed record ConnectIdentity(ExternalIdentity Identity, UserId UserId, string Label)
{
    /// <param name="state">Holds the user, and whom the identity signs in.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        if (state.ExternalLogins.Find(Identity) is { } login)
            return login.UserId == UserId ? Decision.Nothing
                : Refusal.Conflict("identity-taken", "It is connected to another account here. Disconnect it there first.");
        return Decision.Of(new Draft(default, UserId.Value, new AccountEdited("identity")))
            .With(s => s.ExternalLogins.Put(Identity, new ExternalLogin(Identity, UserId, Label, s.Now)));
    }
}

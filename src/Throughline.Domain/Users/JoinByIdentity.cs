namespace Throughline.Domain.Users;

/// <summary>An identity elsewhere, of an address that the provider has seen proved, makes itself an account here.</summary>
public sealed record JoinByIdentity(CreateUser Account, ConnectIdentity Identity)
{
    /// <param name="state">Holds the account that has the address, and whom the identity signs in.</param>
    public Decision Decide(State state)
    {
        if (state.ExternalLogins.Find(Identity.Identity) is not null)
            return Refusal.Conflict("identity-taken", "It is connected to an account here already.");
        var made = Account.Decide(state);
        return made.Refusal is not null ? made : made.With(s =>
        {
            made.Aside!(s);
            s.ExternalLogins.Put(Identity.Identity, new ExternalLogin(Identity.Identity, Account.Id, Identity.Label, s.Now));
        });
    }
}

using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>
/// A person wants another mail address. It counts when a link that was sent to each of the two was used. Whether the new one belongs to another
/// account is looked at only then: until then nobody can tell.
/// </summary>
/// <param name="New">The link that is sent to the new address.</param>
/// <param name="Old">The link that is sent to the old one.</param>
public sealed record AskNewAddress(UserId UserId, string Email, (Guid Id, byte[] Hash) New, (Guid Id, byte[] Hash) Old, Duration Lasts)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        Account.CheckEmail("email", Email, rules);
        return rules.Refusal;
    }

    /// <param name="state">Holds the account with the user's links and the change that waits.</param>
    public Decision Decide(State state)
    {
        if (Check() is { } refusal)
            return refusal;
        if (state.Users.Find(UserId) is not { IsDisabled: false } || state.Accounts.Find(UserId) is not { } account)
            return Refusal.NotFound("user");
        if (account.Email == Email)
            return Refusal.Invalid("email", "It is your address already.");
        var until = state.Now + Lasts;
        return Decision.Of(new Draft(default, UserId.Value, new AccountEdited("emailAsked"))).With(s =>
        {
            AddressChange.Drop(s, UserId);
            s.AddressChanges.Put(UserId, new AddressChange(UserId, Email, false, false, until));
            s.Links.Put(New.Id, new Link(New.Id, LinkPurpose.NewEmail, UserId, New.Hash, until, Account.KeyOf(Email)));
            s.Links.Put(Old.Id, new Link(Old.Id, LinkPurpose.OldEmail, UserId, Old.Hash, until, account.EmailKey));
        });
    }
}

using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Whoever reads the mail of one of the two addresses agrees to the change. With the second of them the account has the new one.</summary>
/// <param name="Hash">Of the code that they have.</param>
public sealed record ConfirmAddress(byte[] Hash)
{
    public static Refusal Useless => Refusal.Invalid("code", "This link was used, has expired or never was one; or the address can't be had. Ask for the change again.");

    /// <param name="state">
    /// Holds the link, its user's account with all their links and the change that waits, and the account that has the new address.
    /// </param>
    public Decision Decide(State state)
    {
        if (Find(state) is not (var link, var user) || state.Users.Find(user) is not { IsDisabled: false } || state.Accounts.Find(user) is not { } account
            || state.AddressChanges.Find(user) is not { } change || change.ExpiresAt <= state.Now || link.Address != BoundTo(link, account, change))
            return Useless;
        var now = link.Purpose == LinkPurpose.NewEmail ? change with { IsNewConfirmed = true } : change with { IsOldConfirmed = true };
        if (!(now.IsNewConfirmed && now.IsOldConfirmed))
            return Decision.Of(new Draft(default, user.Value, new AccountEdited("emailConfirmed"))).With(s =>
            {
                s.Links.Remove(link.Id);
                s.AddressChanges.Put(user, now);
            });
        var changed = account with { Email = change.Email };
        // Both mailboxes are theirs, and one of them is another account's: that they may know.
        if (state.Accounts.All.Any(a => a.Id != user && a.EmailKey == changed.EmailKey))
            return Useless;
        return Decision.Of(new Draft(default, user.Value, new AccountEdited("email"))).With(s =>
        {
            AddressChange.Drop(s, user);
            Link.Drop(s, LinkPurpose.Password, user);
            s.Accounts.Put(user, changed);
        });
    }

    (Link Link, UserId User)? Find(State state) =>
        (Link.Find(state, LinkPurpose.NewEmail, Hash) ?? Link.Find(state, LinkPurpose.OldEmail, Hash)) is { UserId: { } user } link ? (link, user) : null;

    static string BoundTo(Link link, Account account, AddressChange change) =>
        link.Purpose == LinkPurpose.NewEmail ? Account.KeyOf(change.Email) : account.EmailKey;
}

using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>
/// Makes a user an administrator or no longer one, disables or enables them, or gives them another mail address. An instance keeps one
/// administrator at least.
/// </summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditUser(UserId Id, Optional<bool> IsAdministrator, Optional<bool> IsDisabled, int? Version, string? Email = null)
{
    /// <param name="state">
    /// Holds the user with their account, sign-ins and links, the account that has the address, and every administrator who is not disabled.
    /// </param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(Id) is not { ErasedAt: null } user)
            return Refusal.NotFound("user");
        if (Version is { } version && version != user.Version)
            return Refusal.Stale(user.Version);
        if (RefuseAddress(state) is { } refused)
            return refused;
        var account = state.Accounts.Find(Id);
        var moved = Email is not null && account is not null && account.Email != Email ? account with { Email = Email } : null;
        var now = user with { IsAdministrator = IsAdministrator.Or(user.IsAdministrator), IsDisabled = IsDisabled.Or(user.IsDisabled) };
        if (now == user && moved is null)
            return Decision.Nothing;
        if (!Rules(now) && Rules(user) && !state.Users.All.Any(u => u.Id != Id && Rules(u)))
            return Refusal.Conflict("last-administrator", "It is the last administrator. Make somebody else one first.");
        List<Draft> facts = [new(default, Id.Value, new UserEdited(new(user.Version, user.Version + 1))
        {
            IsAdministrator = Changed.Between(user.IsAdministrator, now.IsAdministrator),
            IsDisabled = Changed.Between(user.IsDisabled, now.IsDisabled),
        })];
        if (moved is not null)
            facts.Add(new(default, Id.Value, new AccountEdited("email")));
        var (ended, aside) = now.IsDisabled ? EndSignIns.Of(state, Id, keep: null) : ([], static _ => { });
        return Decision.Of([.. facts, .. ended]).With(s =>
        {
            aside(s);
            if (moved is null)
                return;
            AddressChange.Drop(s, Id);
            Link.Drop(s, LinkPurpose.Password, Id);
            s.Accounts.Put(Id, moved);
        });

        static bool Rules(User user) => user is { IsAdministrator: true, IsDisabled: false };
    }

    Refusal? RefuseAddress(State state)
    {
        if (Email is null)
            return null;
        var rules = new InputRules();
        Account.CheckEmail("email", Email, rules);
        var key = Account.KeyOf(Email);
        return rules.Refusal ?? (state.Accounts.All.Any(a => a.Id != Id && a.EmailKey == key)
            ? Refusal.Conflict("email-taken", "There is an account with this mail address.")
            : null);
    }
}

using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Whoever has a link chooses the password of the account that it is for. Every sign-in of before ends.</summary>
/// <param name="Hash">Of the code that they have.</param>
public sealed record UseLink(byte[] Hash, string PasswordHash)
{
    public static Refusal Useless => Refusal.Invalid("code", "This link was used, has expired or never was one. Ask for another.");

    /// <summary>Whose account it is.</summary>
    public UserId? Find(State state) => Link.Find(state, LinkPurpose.Password, Hash)?.UserId;

    /// <param name="state">Holds the link, its user and that user's sign-ins.</param>
    public Decision Decide(State state)
    {
        if (Link.Find(state, LinkPurpose.Password, Hash) is not { UserId: { } user } link || state.Users.Find(user) is not { IsDisabled: false }
            || state.Accounts.Find(user) is not { } account || account.EmailKey != link.Address)
            return Useless;
        var (ended, aside) = EndSignIns.Of(state, user, keep: null);
        return Decision.Of([new Draft(default, user.Value, new AccountEdited("password")), .. ended]).With(s =>
        {
            aside(s);
            Link.Drop(s, LinkPurpose.Password, user);
            s.Accounts.Put(user, account with { PasswordHash = PasswordHash });
        });
    }
}

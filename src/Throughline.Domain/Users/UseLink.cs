using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Whoever has a link chooses the password of the account that it is for. Every sign-in of before ends.</summary>
/// <param name="Hash">Of the code that they have.</param>
public sealed record UseLink(byte[] Hash, string PasswordHash)
{
    public static Refusal Useless => Refusal.Invalid("code", "This link was used, has expired or never was one. Ask for another.");

    /// <summary>The link that a code opens.</summary>
    public static Link? Find(State state, ReadOnlySpan<byte> hash)
    {
        foreach (var link in state.Links.All)
            if (link.Hash.AsSpan().SequenceEqual(hash))
                return link.ExpiresAt > state.Now ? link : null;
        return null;
    }

    /// <param name="state">Holds the link, its user and that user's sign-ins.</param>
    public Decision Decide(State state)
    {
        if (Find(state, Hash) is not { UserId: { } user } || state.Users.Find(user) is not { IsDisabled: false } || state.Accounts.Find(user) is not { } account)
            return Useless;
        var (ended, aside) = EndSignIns.Of(state, user, keep: null);
        return Decision.Of([new Draft(default, user.Value, new AccountEdited("password")), .. ended]).With(s =>
        {
            aside(s);
            OfferLink.Drop(s, user);
            s.Accounts.Put(user, account with { PasswordHash = PasswordHash });
        });
    }
}

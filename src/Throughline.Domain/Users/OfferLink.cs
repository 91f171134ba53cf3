using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Gives a user a link by which they choose a password, once. A later link makes the earlier ones useless.</summary>
public sealed record OfferLink(Guid Id, UserId UserId, byte[] Hash, Duration Lasts)
{
    /// <param name="state">Holds the user and their links.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false } || state.Accounts.Find(UserId) is not { } account)
            return Refusal.NotFound("user");
        var until = state.Now + Lasts;
        return Decision.Of(new Draft(default, UserId.Value, new AccountEdited("link"))).With(s =>
        {
            Link.Drop(s, LinkPurpose.Password, UserId);
            s.Links.Put(Id, new Link(Id, LinkPurpose.Password, UserId, Hash, until, account.EmailKey));
        });
    }
}

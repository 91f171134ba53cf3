using NodaTime;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Gives a user a link by which they choose a password, once. A later link makes the earlier ones useless.</summary>
public sealed record OfferLink(Guid Id, UserId UserId, byte[] Hash, Duration Lasts)
{
    /// <param name="state">Holds the user and their links.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        var until = state.Now + Lasts;
        return Decision.Of(new Draft(default, UserId.Value, new AccountEdited("link"))).With(s =>
        {
            Drop(s, UserId);
            s.Links.Put(Id, new Link(Id, UserId, Hash, until));
        });
    }

    internal static void Drop(State state, UserId? user)
    {
        foreach (var link in state.Links.All.Where(l => l.UserId == user).ToList())
            state.Links.Remove(link.Id);
    }
}

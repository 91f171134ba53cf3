using NodaTime;
using Throughline.Domain.Users;

namespace Throughline.Domain.Factors;

/// <summary>Somebody proved once who they are, and is asked a second time: whoever has the code may show what is asked for, for a while.</summary>
public sealed record OfferSecondStep(Guid Id, UserId UserId, byte[] Hash, Duration Lasts)
{
    /// <param name="state">Holds the user with their links.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        return Decision.Nothing.With(s =>
        {
            // Others of theirs that are good stay: they may be signing in in two browsers.
            foreach (var old in s.Links.All.Where(l => l.Purpose == LinkPurpose.SecondFactor && l.UserId == UserId && l.ExpiresAt <= s.Now).ToList())
                s.Links.Remove(old.Id);
            s.Links.Put(Id, new Link(Id, LinkPurpose.SecondFactor, UserId, Hash, s.Now + Lasts));
        });
    }
}

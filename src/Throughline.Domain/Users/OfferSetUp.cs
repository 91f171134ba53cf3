using NodaTime;

namespace Throughline.Domain.Users;

/// <summary>Makes a link by which whoever has it becomes the owner of an instance that has no user yet. Each node may offer one.</summary>
public sealed record OfferSetUp(Guid Id, byte[] Hash, Duration Lasts)
{
    /// <param name="state">Says whether there are users, and holds every link of the set-up.</param>
    public Decision Decide(State state)
    {
        if (state.HasUsers)
            return Refusal.Conflict("set-up-done", "This instance has an owner already. Sign in.");
        var until = state.Now + Lasts;
        return Decision.Nothing.With(s =>
        {
            foreach (var old in s.Links.All.Where(l => l.UserId is null && l.ExpiresAt <= s.Now).ToList())
                s.Links.Remove(old.Id);
            s.Links.Put(Id, new Link(Id, LinkPurpose.SetUp, null, Hash, until));
        });
    }
}

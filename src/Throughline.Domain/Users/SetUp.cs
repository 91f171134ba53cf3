namespace Throughline.Domain.Users;

/// <summary>Makes an instance's first user, its owner.</summary>
/// <param name="Owner">Who it is to be.</param>
/// <param name="CodeHash">Of the code that the server printed.</param>
public sealed record SetUp(CreateUser Owner, byte[] CodeHash)
{
    /// <param name="state">Holds every link of the set-up.</param>
    public Decision Decide(State state)
    {
        if (state.HasUsers)
            return Refusal.Conflict("set-up-done", "This instance has an owner already. Sign in.");
        if (Link.Find(state, LinkPurpose.SetUp, CodeHash) is null)
            return UseLink.Useless;
        var made = Owner.Decide(state);
        return made.Refusal is not null ? made : made.With(s =>
        {
            made.Aside!(s);
            Link.Drop(s, LinkPurpose.SetUp, user: null);
        });
    }
}

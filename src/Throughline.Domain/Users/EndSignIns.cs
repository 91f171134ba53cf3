using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Ends sign-ins of a user: one, or all but one.</summary>
/// <param name="Only">The one to end; null: all.</param>
/// <param name="Keep">The one to keep, when all others end.</param>
public sealed record EndSignIns(UserId UserId, SignInId? Only, SignInId? Keep = null)
{
    /// <param name="state">Holds the user's sign-ins.</param>
    public Decision Decide(State state)
    {
        if (Only is { } one && state.SignIns.Find(one)?.UserId != UserId)
            return Refusal.NotFound("sign-in");
        var (facts, aside) = Of(state, UserId, Keep, Only);
        return Decision.Of(facts).With(aside);
    }

    internal static (IReadOnlyList<Draft> Facts, Action<State> Aside) Of(State state, UserId user, SignInId? keep, SignInId? only = null)
    {
        var ended = state.SignIns.All.Where(s => s.UserId == user && s.Id != keep && (only is null || s.Id == only)).OrderBy(s => s.Id.Value).ToList();
        return ([.. ended.Select(s => new Draft(default, user.Value, new UserSignedOut(s.Id, s.ExpiresAt)))], Forget);

        void Forget(State after)
        {
            foreach (var one in ended)
                if (after.Secrets.Find(one.Id.Value) is not null)
                    after.Secrets.Remove(one.Id.Value);
        }
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Members;

namespace Throughline.Domain.Users;

/// <summary>
/// Erases what is personal about a user, for ever. The journal keeps what they did under their id, which says nothing about them any more.
/// </summary>
/// <param name="KeyOf">What a project is called, so that a refusal can name it.</param>
/// <param name="EvenLast">Also the last administrator and last owners: what was erased once is erased again in a restored backup, whatever it leaves behind.</param>
public sealed record EraseUser(UserId Id, Func<ProjectId, string?> KeyOf, bool EvenLast = false)
{
    /// <param name="state">
    /// Holds the user with their account, tokens, sign-ins and links, every administrator who is not disabled, and all members of the projects that they are in.
    /// </param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(Id) is not { ErasedAt: null } user)
            return Refusal.NotFound("user");
        var places = state.Members.All.Where(m => m.UserId == Id).OrderBy(m => m.ProjectId.Value).ToList();
        if (!EvenLast && Why(state, user, places) is { } refusal)
            return refusal;
        var tokens = state.Tokens.All.Where(t => t.UserId == Id).OrderBy(t => t.Id.Value).ToList();
        var (ended, forget) = EndSignIns.Of(state, Id, keep: null);
        return Decision.Of(
        [
            .. tokens.Select(t => new Draft(default, t.Id.Value, new TokenRevoked(Id, t.Scopes, t.ExpiresAt))),
            .. ended,
            .. places.Select(m => new Draft(m.ProjectId, Id.Value, new MemberRemoved(m.Role))),
            new Draft(default, Id.Value, new UserErased(new(user.Version, user.Version + 1), user.IsAdministrator, user.IsDisabled)),
        ]).With(s =>
        {
            forget(s);
            foreach (var token in tokens.Where(t => s.Secrets.Find(t.Id.Value) is not null))
                s.Secrets.Remove(token.Id.Value);
            foreach (var link in s.Links.All.Where(l => l.UserId == Id).ToList())
                s.Links.Remove(link.Id);
            if (s.Accounts.Find(Id) is not null)
                s.Accounts.Remove(Id);
            s.Erased.Add(Id);
        });
    }

    Refusal? Why(State state, User user, List<Member> places)
    {
        if (user is { IsAdministrator: true, IsDisabled: false } && !state.Users.All.Any(u => u.Id != Id && u is { IsAdministrator: true, IsDisabled: false }))
            return Refusal.Conflict("last-administrator", "It is the last administrator. Make somebody else one first.");
        var alone = places.Where(m => RemoveMember.IsLastOwner(state, m)).Select(m => KeyOf(m.ProjectId) ?? m.ProjectId.ToString()).Order(StringComparer.Ordinal).ToList();
        return alone.Count == 0 ? null
            : Refusal.Conflict("last-owner", $"Nobody else owns {string.Join(", ", alone)}. Make somebody an owner there first, or delete what nobody is to own.");
    }
}

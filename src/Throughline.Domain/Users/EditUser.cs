using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Makes a user an administrator or no longer one, disables or enables them. An instance keeps one administrator at least.</summary>
/// <param name="Version">The version the change was made on; null: whichever is current.</param>
public sealed record EditUser(UserId Id, Optional<bool> IsAdministrator, Optional<bool> IsDisabled, int? Version)
{
    /// <param name="state">Holds the user with their sign-ins, and every administrator who is not disabled.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(Id) is not { ErasedAt: null } user)
            return Refusal.NotFound("user");
        if (Version is { } version && version != user.Version)
            return Refusal.Stale(user.Version);
        var now = user with { IsAdministrator = IsAdministrator.Or(user.IsAdministrator), IsDisabled = IsDisabled.Or(user.IsDisabled) };
        if (now == user)
            return Decision.Nothing;
        if (!Rules(now) && Rules(user) && !state.Users.All.Any(u => u.Id != Id && Rules(u)))
            return Refusal.Conflict("last-administrator", "It is the last administrator. Make somebody else one first.");
        List<Draft> facts = [new(default, Id.Value, new UserEdited(new(user.Version, user.Version + 1))
        {
            IsAdministrator = Changed.Between(user.IsAdministrator, now.IsAdministrator),
            IsDisabled = Changed.Between(user.IsDisabled, now.IsDisabled),
        })];
        if (!now.IsDisabled)
            return facts;
        var (ended, aside) = EndSignIns.Of(state, Id, keep: null);
        return Decision.Of([.. facts, .. ended]).With(aside);

        static bool Rules(User user) => user is { IsAdministrator: true, IsDisabled: false };
    }
}

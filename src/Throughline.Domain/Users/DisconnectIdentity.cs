using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>An identity elsewhere signs a user in no more.</summary>
public sealed record DisconnectIdentity(string Provider, UserId UserId)
{
    /// <param name="state">Holds the account with its passkeys and all identities that sign the user in.</param>
    public Decision Decide(State state)
    {
        var mine = state.ExternalLogins.All.Where(l => l.UserId == UserId).ToList();
        var gone = mine.Where(l => l.Identity.Provider == Provider).ToList();
        if (gone.Count == 0)
            return Refusal.NotFound("connected account");
        if (gone.Count == mine.Count && state.Accounts.Find(UserId)?.PasswordHash is null && !state.Passkeys.All.Any(p => p.UserId == UserId))
            return Refusal.Conflict("last-way-in", "Without it you could not sign in any more. Choose a password first.");
        return Decision.Of(new Draft(default, UserId.Value, new AccountEdited("identityRemoved")))
            .With(s => gone.ForEach(l => s.ExternalLogins.Remove(l.Identity)));
    }
}

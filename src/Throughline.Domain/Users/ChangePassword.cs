using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Gives a user another password, and ends every sign-in but one.</summary>
/// <param name="Keep">The sign-in in which it was changed.</param>
public sealed record ChangePassword(UserId Id, string PasswordHash, SignInId? Keep)
{
    /// <param name="state">Holds the account with the user's sign-ins.</param>
    public Decision Decide(State state)
    {
        if (state.Accounts.Find(Id) is not { } account)
            return Refusal.NotFound("user");
        var (ended, aside) = EndSignIns.Of(state, Id, Keep);
        return Decision.Of([new Draft(default, Id.Value, new AccountEdited("password")), .. ended]).With(s =>
        {
            aside(s);
            s.Accounts.Put(Id, account with { PasswordHash = PasswordHash });
        });
    }
}

using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>Makes a user with an account.</summary>
/// <param name="OnlyFirst">Refused when there is a user already: whoever sets an instance up is the first.</param>
public sealed record CreateUser(UserId Id, string Email, string Name, string? PasswordHash, bool IsAdministrator, bool OnlyFirst = false)
{
    public Refusal? Check()
    {
        var rules = new InputRules();
        Account.CheckEmail("email", Email, rules);
        rules.Line("name", Name, Account.NameLength);
        return rules.Refusal;
    }

    public Decision Decide(State state)
    {
        if (Check() is { } refusal)
            return refusal;
        if (OnlyFirst && state.HasUsers)
            return Refusal.Conflict("set-up-done", "This instance has an owner already. Sign in.");
        var account = new Account(Id, Email, Name, PasswordHash);
        return state.Accounts.All.Any(a => a.EmailKey == account.EmailKey)
            ? Refusal.Conflict("email-taken", "There is an account with this mail address.")
            : Decision.Of(new Draft(default, Id.Value, new UserCreated(IsAdministrator))).With(s => s.Accounts.Put(Id, account));
    }
}

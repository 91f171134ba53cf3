using Throughline.Domain.Facts;

namespace Throughline.Domain.Users;

/// <summary>A person changes what they are called.</summary>
public sealed record EditAccount(UserId Id, string Name)
{
    public Decision Decide(State state)
    {
        var rules = new InputRules();
        rules.Line("name", Name, Account.NameLength);
        if (rules.Refusal is { } refusal)
            return refusal;
        return state.Accounts.Find(Id) is not { } account ? Refusal.NotFound("user")
            : account.Name == Name ? Decision.Nothing
            : Decision.Of(new Draft(default, Id.Value, new AccountEdited("name"))).With(s => s.Accounts.Put(Id, account with { Name = Name }));
    }
}

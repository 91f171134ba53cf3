using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>A person calls a passkey of theirs something else.</summary>
public sealed record RenamePasskey(PasskeyId Id, UserId UserId, string Name)
{
    /// <param name="state">Holds the user's factors.</param>
    public Decision Decide(State state)
    {
        var rules = new InputRules();
        rules.Line("name", Name, Passkey.NameLength);
        if (rules.Refusal is { } refusal)
            return refusal;
        return state.Passkeys.Find(Id) is not { } passkey || passkey.UserId != UserId ? Refusal.NotFound("passkey")
            : passkey.Name == Name ? Decision.Nothing
            : Decision.Of(new Draft(default, UserId.Value, new AccountEdited("passkey"))).With(s => s.Passkeys.Put(Id, passkey with { Name = Name }));
    }
}

using Throughline.Domain.Facts;

namespace Throughline.Domain.Factors;

/// <summary>Lets a user sign in by a passkey more.</summary>
public sealed record AddPasskey(Passkey Passkey)
{
    /// <param name="state">Holds the user with their factors, and whoever has a passkey that is called so.</param>
    public Decision Decide(State state)
    {
        var rules = new InputRules();
        rules.Line("name", Passkey.Name, Passkey.NameLength);
        if (rules.Refusal is { } refusal)
            return refusal;
        if (state.Users.Find(Passkey.UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        if (state.Passkeys.All.Any(p => p.CredentialId.AsSpan().SequenceEqual(Passkey.CredentialId)))
            return Refusal.Conflict("passkey-taken", "This passkey is known here already.");
        if (state.Passkeys.All.Count(p => p.UserId == Passkey.UserId) >= Passkey.Most)
            return Refusal.Conflict("too-many-passkeys", $"You have {Passkey.Most} passkeys. Remove one that you don't use.");
        return Decision.Of(new Draft(default, Passkey.UserId.Value, new FactorAdded(FactorKind.Passkey)))
            .With(s => s.Passkeys.Put(Passkey.Id, Passkey with { CreatedAt = s.Now }));
    }
}

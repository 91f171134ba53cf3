using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Factors;

/// <summary>Takes everything from a user by which they prove who they are, but the password, and ends their sign-ins: for whoever lost their devices.</summary>
public sealed record ResetFactors(UserId UserId)
{
    /// <param name="state">Holds the user with their factors, links and sign-ins.</param>
    public Decision Decide(State state)
    {
        if (state.Users.Find(UserId) is null)
            return Refusal.NotFound("user");
        var authenticator = state.Authenticators.Find(UserId);
        var passkeys = state.Passkeys.All.Where(p => p.UserId == UserId).OrderBy(p => p.Id.Value).ToList();
        var (ended, aside) = EndSignIns.Of(state, UserId, keep: null);
        List<Draft> facts = [];
        if (authenticator is { IsOn: true })
            facts.Add(new(default, UserId.Value, new FactorRemoved(FactorKind.Authenticator)));
        facts.AddRange(passkeys.Select(_ => new Draft(default, UserId.Value, new FactorRemoved(FactorKind.Passkey))));
        return Decision.Of([.. facts, .. ended]).With(s =>
        {
            aside(s);
            Link.Drop(s, LinkPurpose.SecondFactor, UserId);
            if (authenticator is not null)
                s.Authenticators.Remove(UserId);
            RecoveryCode.Renew(s, UserId, []);
            foreach (var passkey in passkeys)
                s.Passkeys.Remove(passkey.Id);
        });
    }
}

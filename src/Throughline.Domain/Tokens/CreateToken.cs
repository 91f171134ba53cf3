using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tokens;

/// <summary>Makes a token of a user.</summary>
/// <param name="Within">The scopes that whoever makes it has: nobody gives more than they have.</param>
/// <param name="Lasts">How long it is good; null: until it is revoked.</param>
/// <param name="Hash">Of its secret, which is shown once and kept nowhere.</param>
public sealed record CreateToken(TokenId Id, UserId UserId, string Name, Scopes Scopes, Scopes Within, Duration? Lasts, byte[] Hash)
{
    /// <summary>Tokens that a user has at most.</summary>
    public const int AtMost = 100;

    public static readonly Duration Longest = Duration.FromDays(3660);

    public Refusal? Check()
    {
        var rules = new InputRules();
        rules.Line("name", Name, Secret.LabelLength);
        if (Scopes == Scopes.None)
            rules.Add("scopes", $"Name at least one of: {string.Join(", ", ScopeWords.All)}.");
        if (Lasts is { } lasts && (lasts < Duration.FromMinutes(1) || lasts > Longest))
            rules.Add("expiresIn", $"It is a number of seconds from 60 to {(long)Longest.TotalSeconds}.");
        return rules.Refusal;
    }

    /// <param name="state">Holds the user with their tokens.</param>
    public Decision Decide(State state)
    {
        if (Check() is { } refusal)
            return refusal;
        if (state.Users.Find(UserId) is not { IsDisabled: false })
            return Refusal.NotFound("user");
        if ((Scopes & ~Within) != Scopes.None)
            return new Refusal(RefusalKind.Forbidden, "scope-missing", "A token can't be given scopes that the one it is made with doesn't have.");
        return state.Tokens.All.Count(t => t.UserId == UserId) >= AtMost
            ? Refusal.Conflict("too-many-tokens", $"There are {AtMost} tokens. Revoke one first.")
            : Decision.Of(new Draft(default, Id.Value, new TokenCreated(UserId, Scopes, Lasts is { } time ? state.Now + time : null)))
                .With(s => s.Secrets.Put(Id.Value, new Secret(Id.Value, Hash, Name)));
    }
}

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
    /// <summary>When the token that it is made with expires: it can't outlast that one. Null: it is made with none, or with one that lasts.</summary>
    public Instant? Until { get; init; }

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
        var expiresAt = Lasts is { } time ? state.Now + time : (Instant?)null;
        if (Until is { } until && !(expiresAt <= until))
            return Refusal.Invalid("expiresIn", $"A token can't outlast the one it is made with: it is at most {Math.Max(0, (long)(until - state.Now).TotalSeconds)} seconds.");
        return state.Tokens.All.Count(t => t.UserId == UserId) >= AtMost
            ? Refusal.Conflict("too-many-tokens", $"There are {AtMost} tokens. Revoke one first.")
            : Decision.Of(new Draft(default, Id.Value, new TokenCreated(UserId, Scopes, expiresAt)))
                .With(s => s.Secrets.Put(Id.Value, new Secret(Id.Value, Hash, Name)));
    }
}

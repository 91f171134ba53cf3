using Throughline.Domain.Facts;

namespace Throughline.Domain.Tokens;

/// <summary>Makes a user's token good for nothing, at once and for ever.</summary>
public sealed record RevokeToken(TokenId Id, UserId UserId)
{
    public Decision Decide(State state) => state.Tokens.Find(Id) is { } token && token.UserId == UserId
        ? Decision.Of(new Draft(default, Id.Value, new TokenRevoked(UserId, token.Scopes, token.ExpiresAt))).With(s =>
        {
            if (s.Secrets.Find(Id.Value) is not null)
                s.Secrets.Remove(Id.Value);
        })
        : Refusal.NotFound("token");
}

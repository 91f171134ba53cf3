using Throughline.Domain.Facts;

namespace Throughline.Domain.Tokens;

static class TokenFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new TokenId(fact.SubjectId);
        switch (fact.Data)
        {
            case TokenCreated created:
                state.Tokens.Add(id, new Token(id, created.UserId, created.Scopes, created.ExpiresAt, fact.At));
                break;
            case TokenRevoked:
                state.Tokens.Remove(id);
                break;
        }
    }
}

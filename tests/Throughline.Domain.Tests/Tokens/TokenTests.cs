using FsCheck.Fluent;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Users;
using Throughline.Domain.Tokens;

namespace Throughline.Domain.Tests.Tokens;

public class TokenTests
{
    readonly GivenUsers _given = new();

    [Fact]
    public void A_token_is_made_and_its_name_and_secret_are_not_told()
    {
        var ada = _given.User("Ada");
        var command = Token(ada) with { Lasts = Duration.FromDays(1) };
        var until = GivenUsers.Noon + Duration.FromDays(1);
        _given.Take(command.Decide(_given.State)).Facts.ShouldBe([new(default, command.Id.Value, new TokenCreated(ada, Scopes.Read, until))]);
        _given.State.Tokens.Get(command.Id).ShouldBe(new Token(command.Id, ada, Scopes.Read, until, GivenUsers.Noon));
        _given.State.Secrets.Get(command.Id.Value).Hash.ShouldBe(command.Hash);
    }

    [Fact]
    public void Nobody_gives_more_than_they_have()
    {
        var ada = _given.User("Ada");
        Always.Holds(
            from asked in Gen.Choose(1, (int)Scopes.All)
            from within in Gen.Choose(0, (int)Scopes.All)
            select ((Scopes)asked, (Scopes)within),
            t =>
            {
                var refusal = (Token(ada) with { Scopes = t.Item1, Within = t.Item2 }).Decide(_given.State).Refusal;
                refusal?.Code.ShouldBe("scope-missing");
                (refusal is null).ShouldBe((t.Item1 & t.Item2) == t.Item1);
            });
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(3660L * 24 * 3600, true)]
    [InlineData(3660L * 24 * 3600 + 1, false)]
    public void A_token_lasts_a_minute_at_least_and_ten_years_at_most(long seconds, bool isTaken) =>
        ((Token(_given.User("Ada")) with { Lasts = Duration.FromSeconds(seconds) }).Check()?.Errors?.Keys ?? []).ShouldBe(isTaken ? [] : ["expiresIn"]);

    [Fact]
    public void A_token_is_revoked_by_its_owner_alone()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        var made = Token(ada);
        _given.Take(made.Decide(_given.State));
        new RevokeToken(made.Id, ben).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        _given.Take(new RevokeToken(made.Id, ada).Decide(_given.State)).Facts.ShouldBe([new(default, made.Id.Value, new TokenRevoked(ada, Scopes.Read))]);
        _given.State.Tokens.All.ShouldBeEmpty();
        _given.State.Secrets.All.ShouldBeEmpty();
        new RevokeToken(made.Id, ada).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public void A_user_has_a_hundred_tokens_at_most()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        for (var i = 0; i < CreateToken.AtMost; i++)
            _given.Take(Token(ada).Decide(_given.State));
        Token(ada).Decide(_given.State).Refusal!.Code.ShouldBe("too-many-tokens");
        Token(ben).Decide(_given.State).Refusal.ShouldBeNull();
    }

    static CreateToken Token(UserId user) => new(new(Guid.NewGuid()), user, "One", Scopes.Read, Scopes.All, null, Guid.NewGuid().ToByteArray());
}

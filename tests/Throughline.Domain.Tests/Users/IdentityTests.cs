using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class IdentityTests
{
    static readonly ExternalIdentity There = new("example", "42");

    readonly GivenUsers _given = new();

    [Fact]
    public void An_identity_signs_one_user_in()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        _given.Take(Connect(ada)).Facts.Count.ShouldBe(1);
        Connect(ada).Facts.ShouldBeEmpty();
        Connect(ben).Refusal!.Code.ShouldBe("identity-taken");
        new JoinByIdentity(Account("new@example.com"), Command(new(Guid.NewGuid()))).Decide(_given.State).Refusal!.Code.ShouldBe("identity-taken");
        _given.State.ExternalLogins.Get(There).UserId.ShouldBe(ada);
    }

    [Fact]
    public void It_joins_no_account_that_there_is()
    {
        _given.User("Ada");
        new JoinByIdentity(Account("ADA@example.com"), Command(new(Guid.NewGuid()))).Decide(_given.State).Refusal!.Code.ShouldBe("email-taken");
        _given.State.ExternalLogins.All.ShouldBeEmpty();
        var account = Account("new@example.com");
        _given.Take(new JoinByIdentity(account, Command(account.Id)).Decide(_given.State));
        _given.State.ExternalLogins.Get(There).UserId.ShouldBe(account.Id);
    }

    [Fact]
    public void The_last_way_in_stays_until_there_is_a_password()
    {
        var ada = _given.User("Ada");
        _given.Take(Connect(ada));
        Disconnect(ada).Refusal!.Code.ShouldBe("last-way-in");
        _given.State.Accounts.Put(ada, _given.State.Accounts.Get(ada) with { PasswordHash = "a hash" });
        _given.Take(Disconnect(ada));
        _given.State.ExternalLogins.All.ShouldBeEmpty();
        Disconnect(ada).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    Decision Connect(UserId user) => Command(user).Decide(_given.State);

    Decision Disconnect(UserId user) => new DisconnectIdentity("example", user).Decide(_given.State);

    static ConnectIdentity Command(UserId user) => new(There, user, "name@example.com");

    static CreateUser Account(string email) => new(new(Guid.NewGuid()), email, "New One", null, IsAdministrator: false);
}

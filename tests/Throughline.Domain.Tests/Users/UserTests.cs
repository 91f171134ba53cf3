using Throughline.Domain.Facts;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

public class UserTests
{
    readonly GivenUsers _given = new();

    [Fact]
    public void A_user_is_made_and_nothing_personal_is_told()
    {
        var id = new UserId(Guid.NewGuid());
        var made = _given.Take(new CreateUser(id, "Ada@example.com", "Ada", "a hash", true).Decide(_given.State));
        made.Facts.ShouldBe([new(default, id.Value, new UserCreated(true))]);
        _given.State.Users.Get(id).ShouldBe(new User(id, true, false, 1, GivenUsers.Noon, GivenUsers.Noon));
        _given.State.Accounts.Get(id).ShouldBe(new Account(id, "Ada@example.com", "Ada", "a hash"));
    }

    [Theory]
    [InlineData("ADA@EXAMPLE.COM")]
    [InlineData("ada@example.com")]
    public void A_mail_address_belongs_to_one_account(string email)
    {
        _given.User("Ada");
        new CreateUser(new(Guid.NewGuid()), email, "Another", null, false).Decide(_given.State).Refusal!.Code.ShouldBe("email-taken");
    }

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("ada", false)]
    [InlineData("@example.com", false)]
    [InlineData("ada@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a da@example.com", false)]
    [InlineData("ada@example.com\n", false)]
    [InlineData("", false)]
    public void A_mail_address_has_a_name_and_a_host(string email, bool isTaken) =>
        (new CreateUser(new(Guid.NewGuid()), email, "Ada", null, false).Check()?.Errors?.Keys ?? []).ShouldBe(isTaken ? [] : ["email"]);

    [Fact]
    public void Only_the_first_user_sets_an_instance_up()
    {
        _given.User("Ada");
        new CreateUser(new(Guid.NewGuid()), "ben@example.com", "Ben", null, true, OnlyFirst: true).Decide(_given.State).Refusal!.Code.ShouldBe("set-up-done");
        new OfferSetUp(Guid.NewGuid(), [1], Duration.FromDays(1)).Decide(_given.State).Refusal!.Code.ShouldBe("set-up-done");
    }

    [Fact]
    public void The_code_of_a_set_up_makes_one_owner_and_every_other_code_useless()
    {
        foreach (var hash in new byte[][] { [1], [2] })
            _given.Take(new OfferSetUp(Guid.NewGuid(), hash, Duration.FromDays(1)).Decide(_given.State));
        var owner = new CreateUser(new(Guid.NewGuid()), "ada@example.com", "Ada", "a hash", true, OnlyFirst: true);
        new SetUp(owner, [3]).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["code"]);
        _given.Take(new SetUp(owner, [1]).Decide(_given.State)).Facts.ShouldBe([new(default, owner.Id.Value, new UserCreated(true))]);
        _given.State.Links.All.ShouldBeEmpty();
        new SetUp(owner with { Id = new(Guid.NewGuid()) }, [2]).Decide(_given.State).Refusal!.Code.ShouldBe("set-up-done");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, false)]
    public void An_instance_keeps_an_administrator(bool? isDisabled, bool? isAdministrator)
    {
        var last = _given.User("Ada", isAdministrator: true);
        _given.User("Ben", isAdministrator: true, isDisabled: true);
        _given.User("Eve");
        var edit = new EditUser(last, isAdministrator is { } rules ? new(rules) : default, isDisabled is { } off ? new(off) : default, null);
        edit.Decide(_given.State).Refusal!.Code.ShouldBe("last-administrator");
        _given.User("Dan", isAdministrator: true);
        edit.Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Whoever_is_disabled_is_signed_out_everywhere()
    {
        _given.User("Ada", isAdministrator: true);
        var (ben, eve) = (_given.User("Ben"), _given.User("Eve"));
        var (one, two, hers) = (_given.SignIn(ben), _given.SignIn(ben), _given.SignIn(eve));
        var facts = _given.Take(new EditUser(ben, default, new(true), 1).Decide(_given.State)).Facts;
        facts[0].ShouldBe(new(default, ben.Value, new UserEdited(new(1, 2)) { IsDisabled = new(false, true) }));
        facts.Skip(1).Select(f => ((UserSignedOut)f.Data).SignInId).ShouldBe([one, two], ignoreOrder: true);
        _given.State.SignIns.All.Select(s => s.Id).ShouldBe([hers]);
        _given.State.Secrets.All.Select(s => s.Id).ShouldBe([hers.Value]);
        new StartSignIn(new(Guid.NewGuid()), ben, Duration.FromDays(1), [1], "").Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new EditUser(ben, default, new(false), 1).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
    }

    [Fact]
    public void Another_password_ends_every_sign_in_but_the_one_in_which_it_was_changed()
    {
        var ada = _given.User("Ada");
        var (here, elsewhere) = (_given.SignIn(ada), _given.SignIn(ada));
        _given.Take(new ChangePassword(ada, "another hash", here).Decide(_given.State)).Facts.Select(f => f.Data.Type).ShouldBe(["account.edited", "user.signedOut"]);
        _given.State.SignIns.All.Select(s => s.Id).ShouldBe([here]);
        _given.State.SignIns.Find(elsewhere).ShouldBeNull();
        _given.State.Accounts.Get(ada).PasswordHash.ShouldBe("another hash");
    }

    [Fact]
    public void Nobody_ends_a_sign_in_of_somebody_else()
    {
        var (ada, ben) = (_given.User("Ada"), _given.User("Ben"));
        new EndSignIns(ben, _given.SignIn(ada)).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }
}

using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Members;
using Throughline.Domain.Tests.Users;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Members;

public class InvitationTests
{
    static readonly byte[] Code = [1, 2, 3];

    readonly GivenUsers _given = new();
    readonly ProjectId _project = new(Guid.NewGuid());
    readonly UserId _owner;

    public InvitationTests()
    {
        _given.Take(new Draft(_project, _project.Value, new ProjectCreated("TL", "Throughline")));
        _owner = _given.User("Olga");
        _given.Take(new SetMember(_project, _owner, Role.Owner).Decide(_given.State));
    }

    [Fact]
    public void No_fact_tells_the_address()
    {
        var decision = Invite("name@example.com");
        decision.Facts.ShouldHaveSingleItem().Data.ShouldBe(new MemberInvited(Role.Member));
        _given.State.Invitations.All.ShouldHaveSingleItem().Email.ShouldBe("name@example.com");
    }

    [Fact]
    public void A_later_one_of_the_same_address_and_one_whose_time_is_over_go()
    {
        Invite("name@example.com");
        Invite("NAME@example.com", [4]);
        _given.State.Invitations.All.ShouldHaveSingleItem().Hash.ShouldBe([4]);
        _given.State.Now += Duration.FromDays(7);
        Invite("other@example.com", [5]);
        _given.State.Invitations.All.ShouldHaveSingleItem().Hash.ShouldBe([5]);
    }

    [Fact]
    public void So_many_wait_and_no_more()
    {
        for (var i = 0; i < InviteMember.Most; i++)
            Invite($"name{i}@example.com", [(byte)i]);
        Command("one@example.com", [9]).Decide(_given.State).Refusal!.Code.ShouldBe("too-many-invitations");
        Command("name7@example.com", [9]).Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void It_makes_an_account_of_its_address_and_of_no_other()
    {
        Invite("name@example.com");
        new JoinByInvitation(Code, Account("other@example.com")).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["code"]);
        var account = Account("name@example.com");
        var decision = _given.Take(new JoinByInvitation(Code, account).Decide(_given.State));
        decision.Facts.Select(f => f.Data).ShouldBe([new UserCreated(false), new MemberAdded(Role.Member)]);
        _given.State.Members.Get(new(_project, account.Id)).Role.ShouldBe(Role.Member);
        _given.State.Invitations.All.ShouldBeEmpty();
    }

    [Fact]
    public void An_address_that_has_an_account_gets_no_second_one_and_keeps_the_invitation()
    {
        _given.User("Ada");
        Invite("Ada@example.com");
        new JoinByInvitation(Code, Account("ada@example.com")).Decide(_given.State).Refusal!.Code.ShouldBe("email-taken");
        _given.State.Invitations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "member.added")]
    [InlineData(Role.Viewer, "member.edited")]
    [InlineData(Role.Member, null)]
    [InlineData(Role.Owner, null)]
    public void It_gives_a_role_and_takes_none(Role? before, string? fact)
    {
        var ada = _given.User("Ada");
        if (before is { } role)
            _given.Take(new SetMember(_project, ada, role).Decide(_given.State));
        Invite("name@example.com");
        _given.Take(new TakeInvitation(Code, ada).Decide(_given.State)).Facts.Select(f => f.Data.Type).ShouldBe(fact is null ? [] : [fact]);
        _given.State.Members.Get(new(_project, ada)).Role.ShouldBe(before > Role.Member ? before.Value : Role.Member);
        new TakeInvitation(Code, ada).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["code"]);
    }

    [Fact]
    public void It_is_good_to_the_moment_and_as_long_as_its_owner_may_invite()
    {
        var ada = _given.User("Ada");
        Invite("name@example.com");
        _given.State.Now += Duration.FromDays(7) - Duration.Epsilon;
        IsGood().ShouldBeTrue();
        _given.State.Now += Duration.Epsilon;
        IsGood().ShouldBeFalse();
        _given.State.Now -= Duration.Epsilon;

        _given.Take(new SetMember(_project, ada, Role.Owner).Decide(_given.State));
        var eve = _given.User("Eve");
        _given.Take(new SetMember(_project, _owner, Role.Member).Decide(_given.State));
        IsGood(eve).ShouldBeFalse();
        // An administrator may, in whatever project.
        _given.Take(new EditUser(_owner, new(true), default, null).Decide(_given.State));
        IsGood(eve).ShouldBeTrue();
        _given.User("Another", isAdministrator: true);
        _given.Take(new EditUser(_owner, default, new(true), null).Decide(_given.State));
        IsGood(eve).ShouldBeFalse();

        bool IsGood(UserId? by = null) => new TakeInvitation(Code, by ?? ada).Decide(_given.State).Refusal is null;
    }

    [Fact]
    public void One_of_another_project_is_taken_back_by_nobody_here()
    {
        Invite("name@example.com");
        var id = _given.State.Invitations.All.Single().Id;
        new RevokeInvitation(new(Guid.NewGuid()), id).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        _given.Take(new RevokeInvitation(_project, id).Decide(_given.State)).Facts.ShouldHaveSingleItem().Data.ShouldBe(new InvitationRevoked(Role.Member));
        new TakeInvitation(Code, _given.User("Ada")).Decide(_given.State).Refusal.ShouldNotBeNull();
    }

    Decision Invite(string email, byte[]? code = null) => _given.Take(Command(email, code ?? Code).Decide(_given.State));

    InviteMember Command(string email, byte[] code) => new(new(Guid.NewGuid()), _project, email, Role.Member, _owner, code, Duration.FromDays(7));

    static CreateUser Account(string email) => new(new(Guid.NewGuid()), email, "New One", "a hash", IsAdministrator: false);
}

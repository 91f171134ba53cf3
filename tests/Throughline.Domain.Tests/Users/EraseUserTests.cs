using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Members;
using Throughline.Domain.Projects;
using Throughline.Domain.Tokens;
using Throughline.Domain.Users;

namespace Throughline.Domain.Tests.Users;

/// <summary>Erasing a user: everything personal goes, the id stays, and nobody is left without an owner.</summary>
public sealed class EraseUserTests
{
    readonly GivenUsers _given = new();

    [Fact]
    public void What_is_theirs_goes_with_facts_and_what_is_personal_without()
    {
        var ada = _given.User("ada", isAdministrator: true);
        var ben = _given.User("ben");
        var signIn = _given.SignIn(ben);
        var token = Token(ben);
        _given.Link(ben);
        var project = Project("TL");
        Join(project, ada, Role.Owner);
        Join(project, ben, Role.Member);

        var facts = _given.Take(new EraseUser(ben, _ => null).Decide(_given.State)).Facts;

        facts.Select(f => f.Data).ShouldBe(
        [
            new TokenRevoked(ben, Scopes.Read),
            new UserSignedOut(signIn, GivenUsers.Noon + Duration.FromDays(1)),
            new MemberRemoved(Role.Member),
            new UserErased(new(1, 2), false, false),
        ]);
        facts[0].SubjectId.ShouldBe(token.Value);
        facts[2].ProjectId.ShouldBe(project);
        var state = _given.State;
        var user = state.Users.Get(ben);
        (user.IsDisabled, user.IsAdministrator, user.Version).ShouldBe((true, false, 2));
        user.ErasedAt.ShouldNotBeNull();
        state.Accounts.Find(ben).ShouldBeNull();
        state.Tokens.Count.ShouldBe(0);
        state.SignIns.Count.ShouldBe(0);
        state.Secrets.Count.ShouldBe(0);
        state.Links.Count.ShouldBe(0);
        state.Members.All.Single().UserId.ShouldBe(ada);
        state.Erased.ShouldBe([ben]);
    }

    [Fact]
    public void It_is_done_once_and_nothing_brings_them_back()
    {
        _given.User("ada", isAdministrator: true);
        var ben = _given.User("ben");
        _given.Take(new EraseUser(ben, _ => null).Decide(_given.State));

        new EraseUser(ben, _ => null).Decide(_given.State).Refusal.ShouldBe(Refusal.NotFound("user"));
        new EditUser(ben, new(true), new(false), null).Decide(_given.State).Refusal.ShouldBe(Refusal.NotFound("user"));
        new SetMember(Project("TL"), ben, Role.Owner).Decide(_given.State).Refusal.ShouldBe(Refusal.NotFound("user"));
        new OfferLink(Guid.NewGuid(), ben, [1], Duration.FromDays(1)).Decide(_given.State).Refusal.ShouldBe(Refusal.NotFound("user"));
        new StartSignIn(new(Guid.NewGuid()), ben, Duration.FromDays(1), [1], "").Decide(_given.State).Refusal.ShouldBe(Refusal.NotFound("user"));
        // The address is free for somebody else.
        new CreateUser(new(Guid.NewGuid()), "ben@example.com", "Another", null, false).Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void The_last_administrator_stays_unless_it_is_done_again()
    {
        var ada = _given.User("ada", isAdministrator: true);
        _given.User("eve", isAdministrator: true, isDisabled: true);
        new EraseUser(ada, _ => null).Decide(_given.State).Refusal.ShouldNotBeNull().Code.ShouldBe("last-administrator");
        new EraseUser(ada, _ => null, EvenLast: true).Decide(_given.State).Refusal.ShouldBeNull();
        _given.User("ben", isAdministrator: true);
        new EraseUser(ada, _ => null).Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void The_last_owner_stays_and_is_told_of_which_projects()
    {
        _given.User("ada", isAdministrator: true);
        var (ben, eve) = (_given.User("ben"), _given.User("eve"));
        var keys = new Dictionary<ProjectId, string>();
        foreach (var key in new[] { "TL", "OPS", "BOTH" })
        {
            keys[Project(key)] = key;
            Join(keys.Single(k => k.Value == key).Key, ben, Role.Owner);
        }
        Join(keys.Single(k => k.Value == "BOTH").Key, eve, Role.Owner);

        var refusal = new EraseUser(ben, keys.GetValueOrDefault).Decide(_given.State).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("last-owner");
        refusal.Detail.ShouldContain("OPS, TL.");
        new EraseUser(ben, keys.GetValueOrDefault, EvenLast: true).Decide(_given.State).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_pseudonym_is_the_same_for_the_same_user() =>
        User.Pseudonym(new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"))).ShouldBe("Former user 8057");

    TokenId Token(UserId user)
    {
        var id = new TokenId(Guid.NewGuid());
        _given.Take(new CreateToken(id, user, "A token", Scopes.Read, Scopes.All, null, [1, 2]).Decide(_given.State));
        return id;
    }

    ProjectId Project(string key)
    {
        var id = new ProjectId(Guid.NewGuid());
        _given.Take(new CreateProject(id, key, key).Decide(null));
        return id;
    }

    void Join(ProjectId project, UserId user, Role role) => _given.Take(new SetMember(project, user, role).Decide(_given.State));
}

using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Members;
using Throughline.Domain.Tests.Users;

namespace Throughline.Domain.Tests.Members;

public class MemberTests
{
    readonly GivenUsers _given = new();
    readonly ProjectId _project = new(Guid.NewGuid());

    public MemberTests() => _given.Take(new Draft(_project, _project.Value, new ProjectCreated("TL", "Throughline")));

    [Fact]
    public void A_member_comes_changes_and_goes()
    {
        Add("Ada", Role.Owner);
        var ben = _given.User("Ben");
        _given.Take(Set(ben, Role.Viewer)).Facts.ShouldBe([new(_project, ben.Value, new MemberAdded(Role.Viewer))]);
        _given.State.Members.Get(new(_project, ben)).ShouldBe(new Member(_project, ben, Role.Viewer, GivenUsers.Noon));
        Set(ben, Role.Viewer).Facts.ShouldBeEmpty();
        _given.Take(Set(ben, Role.Worker)).Facts.ShouldBe([new(_project, ben.Value, new MemberEdited(new(Role.Viewer, Role.Worker)))]);
        _given.Take(Remove(ben)).Facts.ShouldBe([new(_project, ben.Value, new MemberRemoved(Role.Worker))]);
        _given.State.Members.Find(new(_project, ben)).ShouldBeNull();
        Remove(ben).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Worker)]
    [InlineData(Role.Member)]
    public void A_project_keeps_an_owner(Role less)
    {
        var ada = Add("Ada", Role.Owner);
        Add("Ben", Role.Member);
        Set(ada, less).Refusal!.Code.ShouldBe("last-owner");
        Remove(ada).Refusal!.Code.ShouldBe("last-owner");
        Add("Eve", Role.Owner);
        Set(ada, less).Refusal.ShouldBeNull();
        Remove(ada).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_owner_of_another_project_is_none_here()
    {
        var ada = Add("Ada", Role.Owner);
        var other = new ProjectId(Guid.NewGuid());
        _given.Take(new Draft(other, other.Value, new ProjectCreated("OT", "Other")));
        _given.Take(new SetMember(other, _given.User("Ben"), Role.Owner).Decide(_given.State));
        Remove(ada).Refusal!.Code.ShouldBe("last-owner");
    }

    [Fact]
    public void Only_users_there_are_come_into_projects_there_are()
    {
        Set(new(Guid.NewGuid()), Role.Viewer).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new SetMember(new(Guid.NewGuid()), _given.User("Ada"), Role.Viewer).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    UserId Add(string name, Role role)
    {
        var user = _given.User(name);
        _given.Take(Set(user, role));
        return user;
    }

    Decision Set(UserId user, Role role) => new SetMember(_project, user, role).Decide(_given.State);

    Decision Remove(UserId user) => new RemoveMember(_project, user).Decide(_given.State);
}

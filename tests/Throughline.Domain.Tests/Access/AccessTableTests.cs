using FsCheck.Fluent;
using Throughline.Domain.Access;

namespace Throughline.Domain.Tests.Access;

public class AccessTableTests
{
    static readonly Permission[] Permissions = Enum.GetValues<Permission>();

    [Fact]
    public void A_higher_role_may_all_that_a_lower_one_may() => Always.Holds(
        from permission in Gen.Elements(Permissions)
        from one in Gen.Elements(Enum.GetValues<Role>())
        from other in Gen.Elements(Enum.GetValues<Role>())
        select (permission, one, other),
        t => (!AccessTable.Allows(t.one, t.permission) || t.other < t.one || AccessTable.Allows(t.other, t.permission)).ShouldBeTrue($"{t}"), 500);

    [Fact]
    public void Each_role_may_something_that_the_one_below_may_not()
    {
        foreach (var role in Enum.GetValues<Role>())
            Permissions.Count(p => AccessTable.Allows(role, p) && (role == Role.Viewer || !AccessTable.Allows(role - 1, p))).ShouldBePositive($"{role}");
    }

    [Fact]
    public void Every_permission_needs_one_scope()
    {
        foreach (var permission in Permissions)
            ScopeWords.Of(AccessTable.ScopeFor(permission)).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_for_administrators_no_role_in_a_project_gives()
    {
        foreach (var permission in Permissions.Where(AccessTable.IsForAdministrators))
            Enum.GetValues<Role>().ShouldAllBe(role => !AccessTable.Allows(role, permission));
        Permissions.Where(AccessTable.IsForAdministrators).ShouldNotBeEmpty();
    }

    [Fact]
    public void Scopes_are_read_as_they_are_written() => Always.Holds(
        Gen.Elements(Enumerable.Range(1, (int)Scopes.All).Select(i => (Scopes)i)),
        scopes => ScopeWords.Parse(ScopeWords.Of(scopes)).ShouldBe(scopes));

    [Theory]
    [InlineData("root")]
    [InlineData("Read")]
    [InlineData("read ")]
    [InlineData("all")]
    [InlineData("")]
    [InlineData(null)]
    public void A_word_that_is_no_scope_spoils_all(string? word)
    {
        ScopeWords.Parse([word]).ShouldBe(Scopes.None);
        ScopeWords.Parse(["read", word, "write"]).ShouldBe(Scopes.None);
    }
}

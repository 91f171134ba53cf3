using Throughline.Domain.Facts;
using Throughline.Domain.Projects;

namespace Throughline.Domain.Tests.Projects;

public class ProjectTests
{
    static readonly Project Existing = new(new(Guid.AllBitsSet), "TL", "Throughline", 3, 0, 4, default, default);

    [Theory]
    [InlineData("TL", true)]
    [InlineData("A1", true)]
    [InlineData("ABCDEFGHIJ", true)]
    [InlineData("A", false)]
    [InlineData("ABCDEFGHIJK", false)]
    [InlineData("1A", false)]
    [InlineData("tl", false)]
    [InlineData("Tl", false)]
    [InlineData("T-L", false)]
    [InlineData("T L", false)]
    [InlineData("ÅB", false)]
    [InlineData("TÅ", false)]
    [InlineData("T١", false)]
    [InlineData("TL\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_key_is_capitals_and_digits(string? key, bool taken)
    {
        var refusal = new CreateProject(Existing.Id, key!, "A project").Decide(null).Refusal;
        (refusal?.Errors?.Keys ?? []).ShouldBe(taken ? [] : ["key"]);
    }

    [Fact]
    public void It_is_made_with_key_and_name() =>
        new CreateProject(Existing.Id, "TL", "Throughline").Decide(null).Facts.ShouldBe(
            [new(Existing.Id, Existing.Id.Value, new ProjectCreated("TL", "Throughline"))]);

    [Fact]
    public void A_key_belongs_to_one_project() =>
        new CreateProject(new(Guid.NewGuid()), "TL", "Another").Decide(Existing).Refusal!.Code.ShouldBe("key-taken");

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_a_length(int length, bool taken)
    {
        var name = new string('x', length);
        (new CreateProject(Existing.Id, "TL", name).Decide(null).Refusal is null).ShouldBe(taken);
        (new EditProject(Existing.Id, new(name), null).Decide(Existing).Refusal is null).ShouldBe(taken);
    }

    [Fact]
    public void A_rename_tells_both_names() =>
        new EditProject(Existing.Id, new("New"), 4).Decide(Existing).Facts.ShouldBe(
            [new(Existing.Id, Existing.Id.Value, new ProjectEdited(new("Throughline", "New"), new(4, 5)))]);

    [Fact]
    public void The_same_name_or_none_is_no_change()
    {
        new EditProject(Existing.Id, new("Throughline"), 4).Decide(Existing).ShouldSatisfyAllConditions(
            d => d.Facts.ShouldBeEmpty(), d => d.Refusal.ShouldBeNull());
        new EditProject(Existing.Id, default, null).Decide(Existing).ShouldSatisfyAllConditions(
            d => d.Facts.ShouldBeEmpty(), d => d.Refusal.ShouldBeNull());
    }

    [Fact]
    public void A_name_given_as_null_is_wrong_input() =>
        new EditProject(Existing.Id, new(null), null).Decide(Existing).Refusal!.Errors!.Keys.ShouldBe(["name"]);

    [Theory]
    [InlineData(null, null)]
    [InlineData(4, null)]
    [InlineData(3, RefusalKind.Stale)]
    [InlineData(5, RefusalKind.Stale)]
    public void The_version_decides_who_may(int? version, RefusalKind? kind)
    {
        (new EditProject(Existing.Id, new("New"), version).Decide(Existing).Refusal?.Kind).ShouldBe(kind);
        (new DeleteProject(Existing.Id, version).Decide(Existing, []).Refusal?.Kind).ShouldBe(kind);
    }

    [Fact]
    public void It_is_deleted_only_when_empty_and_told_whole()
    {
        new DeleteProject(Existing.Id, 4).Decide(Existing with { StoryCount = 1 }, []).Refusal!.Code.ShouldBe("project-not-empty");
        new DeleteProject(Existing.Id, 4).Decide(Existing, []).Facts.ShouldBe(
            [new(Existing.Id, Existing.Id.Value, new ProjectDeleted("TL", "Throughline", 4))]);
    }

    [Fact]
    public void A_project_that_is_not_there_is_not_found()
    {
        new EditProject(Existing.Id, new("New"), null).Decide(null).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new DeleteProject(Existing.Id, null).Decide(null, []).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }
}

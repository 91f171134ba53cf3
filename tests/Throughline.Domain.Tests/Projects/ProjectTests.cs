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
        (Rename(name).Decide(Given(Existing)).Refusal is null).ShouldBe(taken);
    }

    [Fact]
    public void A_rename_tells_both_names() =>
        Rename("New", 4).Decide(Given(Existing)).Facts.ShouldBe(
            [new(Existing.Id, Existing.Id.Value, new ProjectEdited(new(4, 5)) { Name = new("Throughline", "New") })]);

    [Fact]
    public void The_same_name_or_none_is_no_change()
    {
        Rename("Throughline", 4).Decide(Given(Existing)).ShouldSatisfyAllConditions(
            d => d.Facts.ShouldBeEmpty(), d => d.Refusal.ShouldBeNull());
        new EditProject(Existing.Id, default, default, default, null).Decide(Given(Existing)).ShouldSatisfyAllConditions(
            d => d.Facts.ShouldBeEmpty(), d => d.Refusal.ShouldBeNull());
    }

    [Fact]
    public void A_name_given_as_null_is_wrong_input() =>
        Rename(null).Decide(Given(Existing)).Refusal!.Errors!.Keys.ShouldBe(["name"]);

    [Theory]
    [InlineData(null, null)]
    [InlineData(4, null)]
    [InlineData(3, RefusalKind.Stale)]
    [InlineData(5, RefusalKind.Stale)]
    public void The_version_decides_who_may(int? version, RefusalKind? kind)
    {
        (Rename("New", version).Decide(Given(Existing)).Refusal?.Kind).ShouldBe(kind);
        (Delete(version).Decide(Archived).Refusal?.Kind).ShouldBe(kind);
    }

    [Fact]
    public void It_is_deleted_only_when_archived_by_its_key_as_it_was_counted_and_told_whole()
    {
        Delete(4).Decide(Existing).Refusal!.Code.ShouldBe("project-not-archived");
        (Delete(4) with { Confirm = "tl" }).Decide(Archived).Refusal!.Errors!.Keys.ShouldBe(["confirm"]);
        (Delete(4) with { Confirm = null }).Decide(Archived).Refusal!.Errors!.Keys.ShouldBe(["confirm"]);
        (Delete(4) with { Counted = null }).Decide(Archived).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
        (Delete(null) with { Counted = new(3, new(0, 0, 0), new(0, 0, 0)) }).Decide(Archived).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
        Delete(4).Decide(Archived).Facts.ShouldBe(
            [new(Existing.Id, Existing.Id.Value, new ProjectDeleted("TL", "Throughline", 4, true, new(1, 0, 2)))]);
    }

    [Fact]
    public void A_key_is_changed_to_one_that_is_free()
    {
        var other = new Project(new(Guid.NewGuid()), "OPS", "Other", 0, 0, 1, default, default);
        var edit = new EditProject(Existing.Id, default, new("OPS"), default, 4);
        edit.Decide(Given(Existing, other)).Refusal!.Code.ShouldBe("key-taken");
        edit.Decide(Given(Existing)).Facts.ShouldBe([new(Existing.Id, Existing.Id.Value, new ProjectEdited(new(4, 5)) { Key = new("TL", "OPS") })]);
        (edit with { Key = new("ops") }).Decide(Given(Existing)).Refusal!.Errors!.Keys.ShouldBe(["key"]);
        (edit with { Key = new("TL") }).Decide(Given(Existing)).Facts.ShouldBeEmpty();
    }

    [Fact]
    public void An_archived_project_is_brought_back_before_anything_else_of_it_changes()
    {
        Rename("New").Decide(Given(Archived)).Refusal!.Code.ShouldBe("project-archived");
        var back = new EditProject(Existing.Id, new("New"), default, new(false), 4).Decide(Given(Archived));
        back.Facts.ShouldBe([new(Existing.Id, Existing.Id.Value, new ProjectEdited(new(4, 5)) { Name = new("Throughline", "New"), IsArchived = new(true, false) })]);
        Archive.Refuses(Given(Archived), back).ShouldBeNull();
    }

    [Fact]
    public void A_project_that_is_not_there_is_not_found()
    {
        Rename("New").Decide(Given()).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        Delete(null).Decide(null).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    static Project Archived => Existing with { IsArchived = true };

    static EditProject Rename(string? name, int? version = null) => new(Existing.Id, new(name), default, default, version);

    static DeleteProject Delete(int? version) => new(Existing.Id, "TL", version, new(4, new(1, 0, 2), new(0, 0, 0)));

    static State Given(params Project[] projects)
    {
        var state = new State();
        foreach (var project in projects)
            state.Projects.Load(project.Id, project);
        return state;
    }
}

using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Queries;
using Throughline.Domain.Tests.Queries;
using Throughline.Domain.Tests.Users;
using Throughline.Domain.Views;

namespace Throughline.Domain.Tests.Views;

public class ViewTests
{
    static readonly ViewState Open = new(ViewPage.Stories, "status:open");

    readonly GivenUsers _given = new();
    readonly ProjectId _project = new(Guid.NewGuid());
    readonly ProjectId _other = new(Guid.NewGuid());
    readonly UserId _one;
    readonly UserId _another;

    public ViewTests()
    {
        foreach (var (id, key) in new[] { (_project, "TL"), (_other, "XL") })
            _given.Take(new Draft(id, id.Value, new ProjectCreated(key, key)));
        (_one, _another) = (_given.User("one"), _given.User("another"));
    }

    [Fact]
    public void What_somebody_keeps_to_themselves_is_in_no_fact()
    {
        var id = New(_one, null, isShared: false, out var made);
        var renamed = Take(Edit(id, _one) with { Name = new("Another name"), State = new(new ViewState(ViewPage.Board, "assignee:me", Columns: "priority")) });
        var deleted = Take(new DeleteView(id, _one, 2));

        foreach (var decision in new[] { made, renamed, deleted })
            decision.Facts.ShouldBe([new Draft(default, _one.Value, new AccountEdited("view"))]);
        _given.State.Views.All.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_shared_is_told_with_all_that_changed()
    {
        var id = New(_one, _project, isShared: true, out var made);
        made.Facts.ShouldBe([new Draft(_project, id.Value, new ViewCreated("A view", Open, 1))]);
        var board = new ViewState(ViewPage.Board, "label:api", Lanes: "label");
        Take(Edit(id, _another) with { Name = new("Ours"), State = new(board) }).Facts
            .ShouldBe([new Draft(_project, id.Value, new ViewEdited(new(1, 2)) { Name = new("A view", "Ours"), State = new(Open, board) })]);
        Take(Edit(id, _another) with { Name = new("Ours") }).Facts.ShouldBeEmpty();
        Take(new DeleteView(id, _another, 2)).Facts.ShouldBe([new Draft(_project, id.Value, new ViewDeleted("Ours", board, 2))]);
    }

    [Fact]
    public void What_is_shared_and_taken_back_stays_the_same_view_and_is_the_takers()
    {
        var id = New(_one, _project, isShared: false, out _);
        Take(Edit(id, _one) with { IsShared = new(true) }).Facts.ShouldBe([new Draft(_project, id.Value, new ViewCreated("A view", Open, 2))]);
        _given.State.Views.Get(id).OwnerId.ShouldBeNull();
        Take(Edit(id, _another) with { IsShared = new(false), Name = new("Mine") }).Facts.ShouldBe([new Draft(_project, id.Value, new ViewDeleted("A view", Open, 2))]);
        var view = _given.State.Views.Get(id);
        (view.OwnerId, view.Name, view.Version, view.ProjectId).ShouldBe((_another, "Mine", 3, _project));
        Edit(id, _one).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public void Nobody_changes_or_deletes_what_is_somebody_elses()
    {
        var id = New(_one, _project, isShared: false, out _);
        (Edit(id, _another) with { Name = new("Theirs") }).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (Edit(id, _another) with { IsShared = new(true) }).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new DeleteView(id, _another, null).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new DeleteView(id, _one, 7).Decide(_given.State).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
    }

    [Fact]
    public void A_shared_view_is_of_one_project_and_stays_there()
    {
        Create(_one, null, isShared: true).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);
        var all = New(_one, null, isShared: false, out _);
        (Edit(all, _one) with { IsShared = new(true) }).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);
        Take(Edit(all, _one) with { IsShared = new(true), ProjectId = new(_project) });
        (Edit(all, _one) with { ProjectId = new(_other) }).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);
        Create(_one, new(Guid.NewGuid()), isShared: false).Decide(_given.State).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);
        // Of one's own each project may be, also all of them.
        Take(Edit(all, _one) with { IsShared = new(false), ProjectId = new(null) });
        _given.State.Views.Get(all).ProjectId.ShouldBeNull();
    }

    [Fact]
    public void So_many_are_kept_and_no_more()
    {
        for (var i = 0; i < View.Most; i++)
        {
            New(_one, i % 2 == 0 ? _project : null, isShared: false, out _);
            New(_one, _project, isShared: true, out _);
        }
        Create(_one, _other, isShared: false).Decide(_given.State).Refusal!.Code.ShouldBe("too-many-views");
        Create(_another, _project, isShared: true).Decide(_given.State).Refusal!.Code.ShouldBe("too-many-views");
        var theirs = New(_another, _project, isShared: false, out _);
        (Edit(theirs, _another) with { IsShared = new(true) }).Decide(_given.State).Refusal!.Code.ShouldBe("too-many-views");
        New(_another, _other, isShared: true, out _);
    }

    [Theory]
    [InlineData("status:opened", null, null, null, null, "filter")]
    [InlineData("", "rank", null, null, null, "state.sort")]
    [InlineData("", "-updated", "priority", null, null, "state.group")]
    [InlineData("", null, null, "status", null, "state.columns")]
    [InlineData("", null, null, null, "label", "state.lanes")]
    public void What_the_page_does_not_know_is_refused(string filter, string? sort, string? group, string? columns, string? lanes, string field) =>
        new ViewState(ViewPage.Stories, filter, sort, group, columns, lanes).Check()!.Errors!.Keys.ShouldBe([field]);

    [Fact]
    public void Each_page_takes_its_own_words()
    {
        new ViewState(ViewPage.Stories, "is:mine sort:rank", "-priority", "label").Check().ShouldBeNull();
        new ViewState(ViewPage.Board, "is:mine", Columns: "assignee", Lanes: "priority").Check().ShouldBeNull();
        new ViewState(ViewPage.Board, "", Sort: "created", Columns: "label").Check()!.Errors!.Keys.ShouldBe(["state.sort", "state.columns"], ignoreOrder: true);
        new ViewState((ViewPage)7).Check()!.Errors!.Keys.ShouldBe(["state.page"]);
    }

    [Fact]
    public void A_filter_is_kept_as_it_is_printed_and_takes_the_same_stories() => Always.Holds(SomeFilters.AnyText, text =>
    {
        var state = new ViewState(ViewPage.Stories, text);
        if (state.Check() is not null)
            return;
        var printed = state.Printed();
        printed.Filter.Length.ShouldBeLessThanOrEqualTo(Filter.Longest);
        FilterParser.Parse(printed.Filter).Filter.ShouldBe(FilterParser.Parse(text).Filter, text);
        printed.Printed().ShouldBe(printed);
        printed.Check().ShouldBeNull(text);
    }, 1000);

    [Fact]
    public void Whatever_happens_to_views_the_shared_ones_follow_from_the_facts() => Always.Holds(Gen.Choose(0, 119).ListOf(30), steps =>
    {
        var (test, facts, ids) = (new ViewTests(), new List<Draft>(), new List<ViewId>());
        foreach (var step in steps)
        {
            var decision = test.Step(step, ids);
            if (decision.Refusal is null)
                facts.AddRange(test._given.Take(decision).Facts);
        }
        var folded = new GivenUsers();
        foreach (var fact in facts.Where(f => f.Data is not AccountEdited))
            folded.Take(fact);
        Shared(folded.State).ShouldBe(Shared(test._given.State));
    });

    static IEnumerable<(ViewId, string, ViewState, int)> Shared(State state) =>
        state.Views.All.Where(v => v.IsShared).OrderBy(v => v.Id.Value).Select(v => (v.Id, v.Name, v.State, v.Version));

    /// <summary>Something that one of two people does with one of the views.</summary>
    Decision Step(int step, List<ViewId> ids)
    {
        var (by, verb, flag) = (step % 2 == 0 ? _one : _another, step / 2 % 5, step / 10);
        var id = ids.Count == 0 ? default : ids[flag % ids.Count];
        if (verb > 1)
            return verb switch
            {
                2 => (Edit(id, by) with { IsShared = new(flag % 2 == 0) }).Decide(_given.State),
                3 => (Edit(id, by) with { Name = new($"Name {flag}") }).Decide(_given.State),
                _ => new DeleteView(id, by, null).Decide(_given.State),
            };
        var command = Create(by, flag % 3 == 0 ? null : _project, flag % 2 == 0);
        ids.Add(command.Id);
        return command.Decide(_given.State);
    }

    static CreateView Create(UserId by, ProjectId? project, bool isShared) => new(new(Guid.NewGuid()), by, project, isShared, "A view", Open);

    ViewId New(UserId by, ProjectId? project, bool isShared, out Decision decision)
    {
        var command = Create(by, project, isShared);
        decision = Take(command.Decide(_given.State));
        return command.Id;
    }

    Decision Take(EditView command) => Take(command.Decide(_given.State));

    Decision Take(DeleteView command) => Take(command.Decide(_given.State));

    Decision Take(Decision decision)
    {
        decision.Refusal.ShouldBeNull();
        return _given.Take(decision);
    }

    static EditView Edit(ViewId id, UserId by) => new(id, by, default, default, default, default, null);
}

using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Stories;

public class EditStoryTests
{
    readonly GivenStory _given = new(Status.Open, Status.Open);

    [Fact]
    public void Each_given_member_is_changed_and_told_with_its_old_value() =>
        Told(_given.Edit with
        {
            Title = new("New"),
            Description = new("Text"),
            Priority = new(Priority.Urgent),
            Labels = new(LabelSet.Of(["api"])),
            AssigneeId = new(UserId.Local),
        }).ShouldBe([new StoryEdited(new(1, 2))
        {
            Title = new("A story", "New"),
            Description = new("", "Text"),
            Priority = new(Priority.Medium, Priority.Urgent),
            Labels = new(LabelSet.Of(["web"]), LabelSet.Of(["api"])),
            AssigneeId = new(null, UserId.Local),
        }]);

    [Fact]
    public void An_assignee_given_as_null_is_taken_away()
    {
        _given.After(_given.When(_given.Edit with { AssigneeId = new(UserId.Local) }));
        Told(_given.Edit with { AssigneeId = new(null) }).ShouldBe([new StoryEdited(new(2, 3)) { AssigneeId = new(UserId.Local, null) }]);
    }

    [Fact]
    public void What_is_given_as_it_is_is_no_change() =>
        Told(_given.Edit with { Title = new("A story"), Labels = new(LabelSet.Of(["web"])), Status = new(Status.Open) })
            .ShouldBeEmpty();

    [Fact]
    public void A_move_alone_carries_the_version() =>
        Told(_given.Edit with { Status = new(Status.InProgress) }).ShouldBe(
            [new StoryMoved(new(Status.Open, Status.InProgress), new(1, 2), LabelSet.Of(["web"]))]);

    [Fact]
    public void Content_and_move_are_one_edit() =>
        Told(_given.Edit with { Title = new("New"), Status = new(Status.InProgress) }).ShouldBe(
            [new StoryEdited(new(1, 2)) { Title = new("A story", "New") }, new StoryMoved(new(Status.Open, Status.InProgress), Labels: LabelSet.Of(["web"]))]);

    [Fact]
    public void A_refused_move_takes_the_content_with_it()
    {
        var decision = _given.When(_given.Edit with { Title = new("New"), Status = new(Status.Done) });
        decision.Refusal!.Code.ShouldBe("tasks-open");
        decision.Facts.ShouldBeEmpty();
    }

    [Fact]
    public void Tasks_completed_with_it_keep_their_versions()
    {
        _given.After(_given.When(_given.Edit with { Status = new(Status.Done), CompleteTasks = true }));
        (_given.Story.Status, _given.Story.Version).ShouldBe((Status.Done, 2));
        (_given.Tasks[0].Status, _given.Tasks[0].Version).ShouldBe((Status.Done, 1));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, null)]
    [InlineData(0, RefusalKind.Stale)]
    [InlineData(2, RefusalKind.Stale)]
    public void The_version_decides_who_may(int? version, RefusalKind? kind)
    {
        (_given.When(_given.Edit with { Title = new("New"), Version = version }).Refusal?.Kind).ShouldBe(kind);
        (_given.When(new DeleteStory(_given.Story.Id, version)).Refusal?.Kind).ShouldBe(kind);
        (_given.When(_given.EditTask(1) with { Title = new("New"), Version = version }).Refusal?.Kind).ShouldBe(kind);
        (_given.When(new Domain.Tasks.DeleteTask(_given.Tasks[0].Id, version)).Refusal?.Kind).ShouldBe(kind);
    }

    [Fact]
    public void A_story_that_is_not_there_is_not_found()
    {
        _given.Edit.Decide(null, []).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new DeleteStory(_given.Story.Id, null).Decide(null, []).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public void Only_given_members_are_looked_at()
    {
        _given.Edit.Check().ShouldBeNull();
        (_given.Edit with { Title = new(null), Description = new(null), Labels = new(null) }).Check()!
            .Errors!.Keys.ShouldBe(["title", "description", "labels"], ignoreOrder: true);
    }

    [Fact]
    public void A_deleted_story_takes_its_tasks_along_before_it()
    {
        var facts = _given.When(new DeleteStory(_given.Story.Id, null)).Facts.Select(f => f.Data).ToList();
        facts.ShouldBe([
            new TaskDeleted(_given.Story.Id, "A task", "", Status.Open, new(3600), new(60), 1),
            new StoryDeleted(1, "A story", "", Status.Open, Priority.Medium, LabelSet.Of(["web"]), 1)]);
    }

    IEnumerable<FactData> Told(EditStory command) => _given.When(command).Facts.Select(f => f.Data);
}

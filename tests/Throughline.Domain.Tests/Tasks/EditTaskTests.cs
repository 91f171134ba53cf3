using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;
using Throughline.Domain.Tests.Stories;

namespace Throughline.Domain.Tests.Tasks;

public class EditTaskTests
{
    readonly GivenStory _given = new(Status.Open, Status.Open, Status.Open);

    [Fact]
    public void Each_given_member_is_changed_and_told_with_its_old_value() =>
        Told(_given.EditTask(1) with { Title = new("New"), Description = new("Text"), Estimate = new(new(10)), TimeSpent = new(new(20)) })
            .ShouldBe([new TaskEdited(_given.Story.Id, new(1, 2))
            {
                Title = new("A task", "New"),
                Description = new("", "Text"),
                Estimate = new(new(3600), new(10)),
                TimeSpent = new(new(60), new(20)),
            }]);

    [Fact]
    public void A_move_alone_carries_the_version_and_the_storys_move_none() =>
        Told(_given.EditTask(1) with { Status = new(Status.Done) }).ShouldBe([
            new TaskMoved(_given.Story.Id, new(Status.Open, Status.Done), new(1, 2)),
            new StoryMoved(new(Status.Open, Status.InProgress), Labels: LabelSet.Of(["web"]))]);

    [Fact]
    public void Content_and_move_are_one_edit() =>
        Told(_given.EditTask(1) with { Title = new("New"), Status = new(Status.Open) }).ShouldBe(
            [new TaskEdited(_given.Story.Id, new(1, 2)) { Title = new("A task", "New") }]);

    [Fact]
    public void Content_alone_leaves_the_story_where_a_person_put_it()
    {
        var given = new GivenStory(Status.InProgress, Status.Done);
        given.When(given.EditTask(1) with { Title = new("New") }).Facts.Select(f => f.Data.Type).ShouldBe(["task.edited"]);
    }

    [Fact]
    public void What_is_given_as_it_is_is_no_change() =>
        Told(_given.EditTask(1) with { Title = new("A task"), Estimate = new(new(3600)), Status = new(Status.Open) }).ShouldBeEmpty();

    [Fact]
    public void A_task_or_story_that_is_not_there_is_not_found()
    {
        _given.EditTask(1).Decide(null, _given.Story).Refusal!.Detail.ShouldBe("There is no such task.");
        _given.EditTask(1).Decide(_given.Tasks[0], null).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new DeleteTask(_given.Tasks[0].Id, null).Decide(null, null).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        new AddTask(_given.Story.Id, _given.NewTask(Status.Open)).Decide(null).Refusal!.Detail.ShouldBe("There is no such story.");
    }

    [Fact]
    public void Only_given_members_are_looked_at()
    {
        _given.EditTask(1).Check().ShouldBeNull();
        var bad = _given.EditTask(1) with { Title = new(null), Description = new(null), Estimate = new(new(-1)), TimeSpent = new(new(-1)) };
        bad.Check()!.Errors!.Keys.ShouldBe(["title", "description", "estimate", "timeSpent"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(AddTask.TasksOfStory - 1, null)]
    [InlineData(AddTask.TasksOfStory, "too-many-tasks")]
    public void A_story_takes_so_many_tasks(int has, string? code)
    {
        var story = _given.Story with { Tasks = new(has, 0, 0) };
        (new AddTask(story.Id, _given.NewTask(Status.Open)).Decide(story).Refusal?.Code).ShouldBe(code);
    }

    [Fact]
    public void A_task_is_added_with_all_it_was_told()
    {
        var task = new NewTask(new(Guid.AllBitsSet), "New", "Text", Status.Open, new(1), new(2));
        new AddTask(_given.Story.Id, task).Check().ShouldBeNull();
        _given.When(new AddTask(_given.Story.Id, task)).Facts.ShouldBe(
            [new(_given.Project.Id, Guid.AllBitsSet, new TaskCreated(_given.Story.Id, "New", "Text", Status.Open, new(1), new(2)))]);
        new AddTask(_given.Story.Id, task with { Title = "" }).Check()!.Errors!.Keys.ShouldBe(["title"]);
    }

    IEnumerable<FactData> Told(EditTask command) => _given.When(command).Facts.Select(f => f.Data);
}

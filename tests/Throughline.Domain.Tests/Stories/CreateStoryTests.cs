using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Stories;

public class CreateStoryTests
{
    static readonly GivenStory Given = new(Status.Open);

    static readonly CreateStory Command = new(new(Guid.AllBitsSet), Given.Project.Id, "Ship it", "Soon", Status.Open, Priority.High,
        LabelSet.Of(["a", "b"]), UserId.Local, []);

    [Fact]
    public void It_gets_the_next_number_and_says_all_it_was_told() =>
        Command.Decide(Given.Project).Facts.ShouldBe(
            [new(Given.Project.Id, Guid.AllBitsSet,
                new StoryCreated(2, "Ship it", "Soon", Status.Open, Priority.High, LabelSet.Of(["a", "b"]), UserId.Local))]);

    [Fact]
    public void Its_first_tasks_come_with_it_in_their_order()
    {
        var tasks = new[] { Status.Done, Status.Open }.Select((s, i) => Given.NewTask(s) with { Title = $"Task {i}" }).ToList();
        var facts = (Command with { Tasks = tasks }).Decide(Given.Project).Facts;
        facts.Select(f => f.Data.Type).ShouldBe(["story.created", "task.created", "task.created"]);
        facts.Select(f => f.Data).OfType<TaskCreated>().Select(t => t.Title).ShouldBe(["Task 0", "Task 1"]);
        facts.Select(f => f.Data).OfType<StoryCreated>().Single().Status.ShouldBe(Status.InProgress);
    }

    [Fact]
    public void Without_its_project_the_input_is_wrong() =>
        Command.Decide(null).Refusal!.Errors!.Keys.ShouldBe(["projectId"]);

    [Fact]
    public void Good_input_is_taken() => Command.Check().ShouldBeNull();

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var task = Given.NewTask(Status.Open);
        var bad = Command with
        {
            Title = "",
            Description = "\0",
            Labels = LabelSet.Of(["ok", "two\nlines"]),
            Tasks = [task, task with { Title = " ", Description = "\ud800", Estimate = new(-1), TimeSpent = new(Seconds.Longest + 1) }],
        };
        string[] fields =
            ["title", "description", "labels[1]", "tasks[1].title", "tasks[1].description", "tasks[1].estimate", "tasks[1].timeSpent"];
        bad.Check()!.Errors!.Keys.ShouldBe(fields, ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_taken_for_an_empty_list() =>
        (Command with { Labels = null!, Tasks = null! }).Check()!.Errors!.Keys.ShouldBe(["labels", "tasks"], ignoreOrder: true);

    [Theory]
    [InlineData(CreateStory.TaskCount, true)]
    [InlineData(CreateStory.TaskCount + 1, false)]
    public void It_takes_so_many_tasks_at_once(int count, bool taken) =>
        ((Command with { Tasks = [.. Enumerable.Repeat(Given.NewTask(Status.Open), count)] }).Check() is null).ShouldBe(taken);
}

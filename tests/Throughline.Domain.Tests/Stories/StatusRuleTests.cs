using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Stories;

/// <summary>A story's status follows its tasks: given a story and its tasks, when this is done, then these facts.</summary>
public class StatusRuleTests
{
    [Theory]
    // The first task started: In Progress.
    [InlineData("Open", "Open", "1 to In Progress", "task.started, story.started")]
    [InlineData("Open", "Open, Open", "2 to In Progress", "task.started, story.started")]
    [InlineData("Open", "Open, Open", "1 to Done", "task.completed, story.started")]
    [InlineData("Open", "Open", "add In Progress", "task.created, story.started")]
    [InlineData("Open", "Open", "add Done", "task.created, story.started")]
    [InlineData("Open", "", "add In Progress", "task.created, story.started")]
    [InlineData("In Progress", "In Progress, Open", "2 to In Progress", "task.started")]
    // All tasks done: Done.
    [InlineData("In Progress", "In Progress", "1 to Done", "task.completed, story.completed")]
    [InlineData("In Progress", "Done, In Progress", "2 to Done", "task.completed, story.completed")]
    [InlineData("In Progress", "Done, Open", "2 to Done", "task.completed, story.completed")]
    [InlineData("Open", "Open", "1 to Done", "task.completed, story.completed")]
    [InlineData("Open", "", "add Done", "task.created, story.completed")]
    [InlineData("In Progress", "Done, Open", "delete 2", "task.deleted, story.completed")]
    [InlineData("In Progress", "Done", "add Done", "task.created, story.completed")]
    [InlineData("In Progress", "In Progress, In Progress", "2 to Done", "task.completed")]
    // A new or reopened task on a Done story: In Progress.
    [InlineData("Done", "Done", "add Open", "task.created, story.reopened")]
    [InlineData("Done", "Done", "add In Progress", "task.created, story.reopened")]
    [InlineData("Done", "", "add Open", "task.created, story.reopened")]
    [InlineData("Done", "Done", "1 to Open", "task.reopened, story.reopened")]
    [InlineData("Done", "Done, Done", "2 to In Progress", "task.reopened, story.reopened")]
    [InlineData("Done", "Done", "add Done", "task.created")]
    // Nothing else moves it: not even the last started task put back, nor the last task gone.
    [InlineData("Open", "Open", "add Open", "task.created")]
    [InlineData("In Progress", "Open", "add Open", "task.created")]
    [InlineData("In Progress", "In Progress", "1 to Open", "task.unstarted")]
    [InlineData("In Progress", "In Progress, Open", "delete 1", "task.deleted")]
    [InlineData("Open", "Open", "delete 1", "task.deleted")]
    [InlineData("In Progress", "In Progress", "delete 1", "task.deleted")]
    [InlineData("Done", "Done", "delete 1", "task.deleted")]
    [InlineData("Open", "Open, Open", "delete 2", "task.deleted")]
    // What is so already is no change.
    [InlineData("Open", "Open", "1 to Open", "")]
    [InlineData("In Progress", "Done", "1 to Done", "")]
    public void Follows_tasks(string story, string tasks, string what, string facts) =>
        Then(Given(story, tasks), what).ShouldBe(facts);

    [Theory]
    // To Done with its open tasks in the same commit, when the request says so.
    [InlineData("In Progress", "Open, In Progress, Done", "to Done with its tasks", "task.completed, task.completed, story.completed")]
    [InlineData("In Progress", "Open, In Progress", "to Done", "409 tasks-open")]
    [InlineData("Open", "Open", "to Done", "409 tasks-open")]
    [InlineData("Open", "Open", "to Done with its tasks", "task.completed, story.completed")]
    [InlineData("In Progress", "Done", "to Done", "story.completed")]
    [InlineData("Open", "", "to Done", "story.completed")]
    [InlineData("Open", "", "to Done with its tasks", "story.completed")]
    // To In Progress always.
    [InlineData("Open", "", "to In Progress", "story.started")]
    [InlineData("Open", "Open", "to In Progress", "story.started")]
    [InlineData("Done", "", "to In Progress", "story.reopened")]
    [InlineData("Done", "Done", "to In Progress", "story.reopened")]
    // To Open only while none of its tasks was started.
    [InlineData("In Progress", "", "to Open", "story.unstarted")]
    [InlineData("In Progress", "Open, Open", "to Open", "story.unstarted")]
    [InlineData("Done", "", "to Open", "story.reopened")]
    [InlineData("In Progress", "Open, In Progress", "to Open", "409 tasks-started")]
    [InlineData("In Progress", "Open, Done", "to Open", "409 tasks-started")]
    [InlineData("Done", "Done", "to Open", "409 tasks-started")]
    // To where it is: no change, and no reason to refuse.
    [InlineData("Open", "Open", "to Open", "")]
    [InlineData("Done", "Done", "to Done with its tasks", "")]
    public void A_person_moves_it(string story, string tasks, string what, string facts) =>
        Then(Given(story, tasks), what).ShouldBe(facts);

    [Theory]
    [InlineData("Open", "", "Open")]
    [InlineData("In Progress", "", "In Progress")]
    [InlineData("Done", "", "Done")]
    [InlineData("Open", "Open, In Progress", "In Progress")]
    [InlineData("Open", "Done, Open", "In Progress")]
    [InlineData("Open", "Done, Done", "Done")]
    [InlineData("Done", "Open", "In Progress")]
    [InlineData("In Progress", "Open", "In Progress")]
    public void A_new_story_begins_where_its_tasks_demand(string asked, string tasks, string begins)
    {
        var given = Given("Open", "");
        var command = new CreateStory(new(Guid.AllBitsSet), given.Project.Id, "New", "", Parse(asked)[0], Priority.None, LabelSet.Empty,
            null, [.. Parse(tasks).Select(given.NewTask)]);
        Words.Of(command.Decide(given.Project).Facts.Select(f => f.Data).OfType<StoryCreated>().Single().Status).ShouldBe(begins);
    }

    static GivenStory Given(string story, string tasks) => new(Parse(story)[0], Parse(tasks));

    static string Then(GivenStory given, string what)
    {
        Decision decision = what.Split(' ', 2) switch
        {
            ["add", var status] => given.When(new AddTask(given.Story.Id, given.NewTask(Parse(status)[0]))),
            ["delete", var number] => given.When(new DeleteTask(given.Tasks[int.Parse(number) - 1].Id, null)),
            ["to", "Done with its tasks"] => given.When(given.Edit with { Status = new(Status.Done), CompleteTasks = true }),
            ["to", var status] => given.When(given.Edit with { Status = new(Parse(status)[0]) }),
            [var number, var to] => given.When(given.EditTask(int.Parse(number)) with { Status = new(Parse(to[3..])[0]) }),
            _ => throw new ArgumentException(what, nameof(what)),
        };
        return decision.Refusal is { Kind: RefusalKind.Conflict } refusal
            ? $"409 {refusal.Code}"
            : string.Join(", ", decision.Facts.Select(f => f.Data.Type));
    }

    static Status[] Parse(string words) =>
    [
        .. words.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(w => Words.TryParse(w, out Status status) ? status : throw new ArgumentException(w, nameof(words))),
    ];
}

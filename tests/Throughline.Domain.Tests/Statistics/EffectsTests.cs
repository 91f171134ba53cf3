using Throughline.Domain.Facts;
using Throughline.Domain.Statistics;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Statistics;

/// <summary>What each fact adds, as "series count sum".</summary>
public class EffectsTests
{
    static readonly StoryId Story = new(Guid.AllBitsSet);

    [Fact]
    public void A_new_story()
    {
        Of(Created(Status.Open)).ShouldBe(["stories.created 1 0", "stories.open 0 1"]);
        Of(Created(Status.InProgress)).ShouldBe(["stories.created 1 0", "stories.inProgress 0 1"]);
        Of(Created(Status.Done)).ShouldBe(["stories.created 1 0", "stories.done 0 1", "stories.completed 1 0"]);
    }

    [Fact]
    public void A_moved_story()
    {
        Of(new StoryMoved(new(Status.Open, Status.InProgress))).ShouldBe(["stories.open 0 -1", "stories.inProgress 0 1"]);
        Of(new StoryMoved(new(Status.Open, Status.Done))).ShouldBe(["stories.open 0 -1", "stories.done 0 1", "stories.completed 1 0"]);
        // What was completed stays completed then; completing it again counts again.
        Of(new StoryMoved(new(Status.Done, Status.Open))).ShouldBe(["stories.done 0 -1", "stories.open 0 1"]);
    }

    [Fact]
    public void A_deleted_story() =>
        Of(new StoryDeleted(1, "x", "", Status.InProgress, Priority.None, LabelSet.Empty, 1)).ShouldBe(
            ["stories.deleted 1 0", "stories.inProgress 0 -1"]);

    [Fact]
    public void A_new_task()
    {
        Of(new TaskCreated(Story, "x", "", Status.Open, new(60), new(0))).ShouldBe(["tasks.created 1 0", "tasks.open 0 1"]);
        Of(new TaskCreated(Story, "x", "", Status.Done, new(60), new(30))).ShouldBe(
            ["tasks.created 1 0", "tasks.done 0 1", "tasks.completed 1 0", "time.seconds 1 30"]);
    }

    [Fact]
    public void An_edited_task_counts_the_time_it_adds_or_takes_back()
    {
        Of(new TaskEdited(Story, new(1, 2)) { TimeSpent = new(new(30), new(90)) }).ShouldBe(["time.seconds 1 60"]);
        Of(new TaskEdited(Story, new(1, 2)) { TimeSpent = new(new(90), new(30)) }).ShouldBe(["time.seconds 1 -60"]);
        Of(new TaskEdited(Story, new(1, 2)) { Estimate = new(new(90), new(30)) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_moved_task()
    {
        Of(new TaskMoved(Story, new(Status.InProgress, Status.Done))).ShouldBe(
            ["tasks.inProgress 0 -1", "tasks.done 0 1", "tasks.completed 1 0"]);
        Of(new TaskMoved(Story, new(Status.InProgress, Status.Open))).ShouldBe(["tasks.inProgress 0 -1", "tasks.open 0 1"]);
    }

    [Fact]
    public void A_deleted_task_keeps_the_time_that_was_spent_on_it() =>
        Of(new TaskDeleted(Story, "x", "", Status.Done, new(60), new(30), 1)).ShouldBe(["tasks.done 0 -1"]);

    [Fact]
    public void A_claimed_task() => Of(new TaskClaimed(Story, new(Status.Open, Status.InProgress), Claimed, new(0, 1))).ShouldBe(
        ["tasks.claimed 1 0", "tasks.open 0 -1", "tasks.inProgress 0 1"]);

    [Fact]
    public void A_task_that_its_worker_completed() =>
        Of(new TaskMoved(Story, new(Status.InProgress, Status.Done)) { Lease = Ended(LeaseState.Completed), TimeSpent = new(new(60), new(90)) }).ShouldBe(
            ["tasks.inProgress 0 -1", "tasks.done 0 1", "tasks.completed 1 0", "time.seconds 1 30"]);

    [Fact]
    public void A_released_task()
    {
        var released = new TaskReleased(Story, Ended(LeaseState.Released), true, new(Status.InProgress, Status.Open)) { TimeSpent = new(new(60), new(90)) };
        Of(released).ShouldBe(["tasks.released 1 0", "tasks.inProgress 0 -1", "tasks.open 0 1", "time.seconds 1 30"]);
        // Its lease had expired: it was open again already.
        Of(released with { Status = null, TimeSpent = null }).ShouldBe(["tasks.released 1 0"]);
    }

    [Fact]
    public void An_expired_task() => Of(new TaskExpired(Story, new(Status.InProgress, Status.Open), Ended(LeaseState.Expired))).ShouldBe(
        ["tasks.expired 1 0", "tasks.inProgress 0 -1", "tasks.open 0 1"]);

    [Fact]
    public void A_task_set_aside_and_requeued_stays_open()
    {
        Of(new TaskSetAside(Story, 5, "x")).ShouldBe(["tasks.setAside 1 0"]);
        Of(new TaskRequeued(Story, new(5, 0))).ShouldBeEmpty();
    }

    [Fact]
    public void Projects_and_the_words_of_stories_add_nothing()
    {
        Of(new ProjectCreated("TL", "x")).ShouldBeEmpty();
        Of(new ProjectDeleted("TL", "x", 1)).ShouldBeEmpty();
        Of(new ProjectEdited(new(1, 2)) { Name = new("x", "y"), Key = new("TL", "XX"), IsArchived = new(false, true) }).ShouldBeEmpty();
        Of(new StoryEdited(new(1, 2)) { Title = new("x", "y") }).ShouldBeEmpty();
        Of(new StoryRanked(new(null, "2147483635i"))).ShouldBeEmpty();
    }

    [Fact]
    public void A_deleted_project_takes_what_was_in_it_along() => Of(new ProjectDeleted("TL", "x", 1, true, new(2, 0, 3), new(0, 4, 0))).ShouldBe(
        ["stories.deleted 5 0", "stories.open 0 -2", "stories.done 0 -3", "tasks.inProgress 0 -4"]);

    [Fact]
    public void Items_that_come_and_go_from_hand_to_hand()
    {
        var (item, transfer, person) = (new ItemId(Guid.AllBitsSet), new TransferId(Guid.AllBitsSet), new UserId(Guid.AllBitsSet));
        Of(new ItemCreated(new(Guid.AllBitsSet))).ShouldBe(["items.created 1 0"]);
        Of(new ItemTransferred(transfer, person, IsFirst: true)).ShouldBe(["items.transferred 1 0", "items.held 0 1"]);
        Of(new ItemTransferred(transfer, person)).ShouldBe(["items.transferred 1 0"]);
        // What awaits acceptance happens when it is accepted.
        Of(new ItemTransferred(transfer, person, Awaits: true)).ShouldBeEmpty();
        Of(new TransferAccepted(item, true)).ShouldBe(["items.transferred 1 0", "items.held 0 1"]);
        Of(new TransferRefused(item, "x")).ShouldBeEmpty();
        Of(new TransferRecalled(item)).ShouldBeEmpty();
        Of(new TransferCorrected(item, transfer, true)).ShouldBe(["items.transferred -1 0", "items.held 0 -1"]);
        Of(new TransferCorrected(item)).ShouldBe(["items.transferred -1 0"]);
        Of(new TransferReordered(item, true)).ShouldBe(["items.held 0 1"]);
        Of(new TransferReordered(item, false)).ShouldBe(["items.held 0 -1"]);
        Of(new ProjectDeleted("TL", "x", 1, ItemsHeld: 7)).ShouldBe(["items.held 0 -7"]);
    }

    static LeaseMove Claimed => new(1, new(LeaseState.None, LeaseState.Held), new(Guid.AllBitsSet));

    static LeaseMove Ended(LeaseState how) => new(1, new(LeaseState.Held, how), new(Guid.AllBitsSet));

    static StoryCreated Created(Status status) => new(1, "x", "", status, Priority.None, LabelSet.Empty);

    static IEnumerable<string> Of(FactData data)
    {
        var effects = new List<Effect>();
        Effects.Of(data, effects);
        return effects.Select(e => $"{e.Series.Name()} {e.Count} {e.Sum}");
    }
}

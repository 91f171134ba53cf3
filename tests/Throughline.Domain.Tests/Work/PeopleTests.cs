using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

/// <summary>What people may do to tasks that workers have or had.</summary>
public class PeopleTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 2);

    [Theory]
    [InlineData(Status.Open)]
    [InlineData(Status.Done)]
    public void A_task_under_a_lease_is_not_moved(Status to)
    {
        _given.Claim("A");
        _given.Move(1, to).ShouldBe("409 task-leased");
        _given.Edit(1, e => e with { Status = new(to), Title = new("New") }).ShouldBe("409 task-leased");
        _given.Task(1).Title.ShouldBe("A task");
        _given.Release(1);
        _given.Move(1, Status.Done).ShouldBe("task.completed");
    }

    [Fact]
    public void But_what_it_says_may_be_changed_and_its_holder_keeps_it()
    {
        _given.Claim("A");
        _given.Edit(1, e => e with { Status = new(Status.InProgress), Title = new("New"), TimeSpent = new(new(10)) }).ShouldBe("task.edited");
        _given.Complete(1, time: 5).ShouldBe("task.completed");
        (_given.Task(1).Title, _given.Task(1).TimeSpent.Value).ShouldBe(("New", 15));
    }

    [Fact]
    public void A_story_with_a_task_under_a_lease_is_not_completed()
    {
        _given.Claim("A");
        var story = _given.Task(1).StoryId;
        _given.Edit(story, e => e with { Status = new(Status.Done) }).ShouldBe("409 tasks-open");
        _given.Edit(story, e => e with { Status = new(Status.Done), CompleteTasks = true, Title = new("New") }).ShouldBe("409 tasks-leased");
        _given.Task(2).Status.ShouldBe(Status.Open);
        _given.Release(1);
        _given.Edit(story, e => e with { Status = new(Status.Done), CompleteTasks = true }).ShouldBe("task.completed, task.completed, story.completed");
    }

    [Fact]
    public void Moving_what_expired_takes_it_from_its_late_holder()
    {
        _given.Claim("A", 2);
        _given.Expire();
        _given.Move(1, Status.InProgress).ShouldBe("task.started");
        _given.Told[0].ShouldBe(new TaskMoved(_given.Task(1).StoryId, new(Status.Open, Status.InProgress), new(1, 2))
        {
            Lease = new(1, new(LeaseState.Expired, LeaseState.Void)),
        });
        _given.Complete(1).ShouldBe("409 lease-lost");
        _given.Release(1).ShouldBe("409 lease-lost");
        _given.Move(1, Status.Open);
        _given.Complete(1).ShouldBe("409 lease-lost");
        _given.Edit(2, e => e with { Title = new("New") });
        _given.Complete(2).ShouldBe("task.completed");
    }

    [Fact]
    public void Completing_the_story_of_what_expired_takes_it_too()
    {
        _given.Claim("A");
        _given.Expire();
        _given.Edit(_given.Task(1).StoryId, e => e with { Status = new(Status.Done), CompleteTasks = true }).ShouldBe("task.completed, task.completed, story.completed");
        _given.Complete(1).ShouldBe("409 lease-lost");
        _given.Task(1).Lease.State.ShouldBe(LeaseState.Void);
    }

    [Fact]
    public void A_reopened_task_begins_its_attempts_anew_and_goes_on_with_its_epochs()
    {
        _given.Claim("A");
        _given.Complete(1);
        _given.Move(1, Status.Open).ShouldBe("task.reopened");
        _given.Task(1).Attempts.ShouldBe(0);
        _given.Claim("B");
        (_given.Task(1).Lease.Epoch, _given.Task(1).Attempts).ShouldBe((2, 1));
        // Who repeats the completion is told that it was done; that it was undone since is another story.
        _given.Complete(1).ShouldBe("");
        _given.Release(1).ShouldBe("409 lease-lost");
        _given.Task(1).Status.ShouldBe(Status.InProgress);
    }

    [Fact]
    public void A_task_under_a_lease_is_deleted_with_all_it_was()
    {
        _given.Claim("A");
        _given.Delete(1);
        _given.Told[0].ShouldBe(new TaskDeleted(_given.Task(2).StoryId, "A task", "", Status.InProgress, new(3600), new(0), 1)
        {
            LeaseEpoch = 1,
            LeaseState = LeaseState.Held,
            SessionId = _given.Worker("A"),
            Attempts = 1,
        });
        _given.Expire().ShouldBe("");
    }

    [Fact]
    public void A_story_is_deleted_with_tasks_under_leases()
    {
        _given.Claim("A");
        _given.Delete(_given.Task(1).StoryId).ShouldBe("task.deleted, task.deleted, story.deleted");
        _given.Complete(1).ShouldBe("404");
    }
}

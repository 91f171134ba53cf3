using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

public class CompleteTaskTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 1);

    [Fact]
    public void It_is_done_and_its_time_added_and_the_story_with_it()
    {
        _given.Edit(1, e => e with { TimeSpent = new(new(60)) });
        _given.Claim("A");
        _given.Complete(1, time: 30).ShouldBe("task.completed, story.completed");
        _given.Told[0].ShouldBe(new TaskMoved(_given.Task(1).StoryId, new(Status.InProgress, Status.Done))
        {
            Lease = new(1, new(LeaseState.Held, LeaseState.Completed), _given.Worker("A")),
            TimeSpent = new(new(60), new(90)),
        });
        (_given.Task(1).Status, _given.Task(1).TimeSpent.Value, _given.Task(1).Version).ShouldBe((Status.Done, 90, 2));
        _given.Task(1).Lease.ShouldBe(new Lease(LeaseState.Completed, 1, null, null));
    }

    [Fact]
    public void Repeating_it_is_taken_and_changes_nothing()
    {
        _given.Claim("A");
        _given.Complete(1, time: 30);
        var done = _given.Task(1);
        _given.Complete(1, time: 30).ShouldBe("");
        _given.Complete(1, time: Seconds.Longest).ShouldBe("");
        _given.Task(1).ShouldBe(done);
    }

    [Fact]
    public void Repeating_it_does_not_do_a_reopened_task_again()
    {
        _given.Claim("A");
        _given.Complete(1);
        _given.Move(1, Status.Open);
        _given.Complete(1).ShouldBe("");
        _given.Task(1).Status.ShouldBe(Status.Open);
    }

    [Theory]
    [InlineData(0, "The lease with leaseEpoch 0 does not hold the task. It is at leaseEpoch 1 now.")]
    [InlineData(2, "The lease with leaseEpoch 2 does not hold the task. It is at leaseEpoch 1 now.")]
    [InlineData(-1, "The lease with leaseEpoch -1 does not hold the task. It is at leaseEpoch 1 now.")]
    public void Another_epoch_is_refused_and_told_the_current(int epoch, string detail)
    {
        _given.Claim("A");
        _given.Complete(1, epoch).ShouldBe("409 lease-lost");
        _given.Refusal!.Detail.ShouldStartWith(detail);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_was_never_claimed_is_refused_and_told_so(int epoch)
    {
        _given.Complete(1, epoch).ShouldBe("409 lease-lost");
        _given.Refusal!.Detail.ShouldContain("It was never claimed.");
    }

    [Fact]
    public void What_a_person_started_or_did_is_no_workers()
    {
        _given.Move(1, Status.InProgress);
        _given.Complete(1, epoch: 0).ShouldBe("409 lease-lost");
        _given.Move(1, Status.Done);
        _given.Complete(1, epoch: 0).ShouldBe("409 lease-lost");
    }

    [Fact]
    public void After_a_release_it_is_refused()
    {
        _given.Claim("A");
        _given.Release(1);
        _given.Complete(1).ShouldBe("409 lease-lost");
        _given.Refusal!.Detail.ShouldContain("That lease is Released.");
    }

    [Fact]
    public void After_its_expiry_it_is_taken_while_nobody_else_claimed_the_task()
    {
        _given.Claim("A");
        _given.Expire().ShouldBe("task.expired");
        _given.Complete(1, time: 30).ShouldBe("task.completed, story.completed");
        _given.Told[0].ShouldBe(new TaskMoved(_given.Task(1).StoryId, new(Status.Open, Status.Done))
        {
            Lease = new(1, new(LeaseState.Expired, LeaseState.Completed)),
            TimeSpent = new(new(0), new(30)),
            Failure = new(ExpireLeases.Reason, null),
        });
    }

    [Fact]
    public void After_its_expiry_it_is_refused_when_another_claimed_the_task()
    {
        _given.Claim("A");
        _given.Expire();
        _given.Claim("B");
        _given.Complete(1).ShouldBe("409 lease-lost");
        _given.Task(1).Lease.SessionId.ShouldBe(_given.Worker("B"));
        _given.Complete(1, epoch: 2).ShouldBe("task.completed, story.completed");
    }

    [Fact]
    public void A_task_set_aside_by_its_expiry_is_done_after_all()
    {
        for (var attempt = 1; attempt <= GivenWork.Attempts; attempt++)
        {
            _given.Claim("A");
            _given.Expire();
        }
        _given.Task(1).SetAside.ShouldBeTrue();
        _given.Complete(1, epoch: GivenWork.Attempts).ShouldBe("task.requeued, task.completed, story.completed");
        (_given.Task(1).SetAside, _given.Task(1).Attempts, _given.Task(1).Failure).ShouldBe((false, 0, null));
    }

    [Fact]
    public void Time_beyond_the_limit_is_refused_and_the_lease_stays()
    {
        _given.Edit(1, e => e with { TimeSpent = new(new(10)) });
        _given.Claim("A");
        _given.Complete(1, time: Seconds.Longest - 9).ShouldBe("409 time-too-long");
        _given.Complete(1, time: Seconds.Longest - 10).ShouldBe("task.completed, story.completed");
        _given.Task(1).TimeSpent.Value.ShouldBe(Seconds.Longest);
    }

    [Fact]
    public void Only_the_last_done_task_completes_the_story()
    {
        _given.Story(2);
        _given.Claim("A", 3);
        _given.Complete(2).ShouldBe("task.completed");
        _given.Complete(3).ShouldBe("task.completed, story.completed");
    }

    [Fact]
    public void A_deleted_task_is_not_found()
    {
        _given.Claim("A");
        _given.Delete(1).ShouldBe("task.deleted");
        _given.Complete(1).ShouldBe("404");
        _given.Release(1).ShouldBe("404");
        _given.Requeue(1).ShouldBe("404");
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

public class ReleaseTaskTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 1);

    [Fact]
    public void Not_failed_it_is_as_if_the_task_had_not_been_claimed_but_for_the_time()
    {
        var before = _given.Task(1);
        _given.Claim("A");
        _given.Release(1, reason: "The worker stops.", time: 30).ShouldBe("task.released");
        _given.Told[0].ShouldBe(new TaskReleased(before.StoryId, new(1, new(LeaseState.Held, LeaseState.Released), _given.Worker("A")), false,
            new(Status.InProgress, Status.Open), "The worker stops.")
        {
            Attempts = new(1, 0),
            TimeSpent = new(new(0), new(30)),
        });
        _given.Task(1).ShouldBe(before with { Lease = new(LeaseState.Released, 1, null, null), TimeSpent = new(30) });
        _given.StoryOf(1).Status.ShouldBe(Status.InProgress);
        _given.Claim("A").ShouldBe("task.claimed");
        _given.Task(1).Lease.Epoch.ShouldBe(2);
    }

    [Fact]
    public void Failed_the_attempt_counts_and_the_reason_is_kept()
    {
        _given.Claim("A");
        _given.Release(1, failed: true, reason: "No box").ShouldBe("task.released");
        (_given.Task(1).Attempts, _given.Task(1).Failure, _given.Task(1).SetAside).ShouldBe((1, "No box", false));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_failure_without_a_reason_says_so(string? reason)
    {
        _given.Claim("A");
        _given.Release(1, failed: true, reason: reason);
        _given.Task(1).Failure.ShouldBe("The worker gave no reason.");
    }

    [Fact]
    public void After_so_many_failures_the_task_is_set_aside()
    {
        for (var attempt = 1; attempt < GivenWork.Attempts; attempt++)
        {
            _given.Claim("A");
            _given.Release(1, attempt, failed: true, reason: "No box").ShouldBe("task.released");
        }
        _given.Claim("A");
        _given.Release(1, GivenWork.Attempts, failed: true, reason: "Still no box").ShouldBe("task.released, task.setAside");
        _given.Told[1].ShouldBe(new TaskSetAside(_given.Task(1).StoryId, GivenWork.Attempts, "Still no box"));
        _given.Claim("B").ShouldBe("");
    }

    [Fact]
    public void What_was_given_back_in_between_does_not_count()
    {
        for (var attempt = 1; attempt <= GivenWork.Attempts; attempt++)
        {
            _given.Claim("A");
            _given.Release(1, 2 * attempt - 1).ShouldBe("task.released");
            _given.Claim("A");
            _given.Release(1, 2 * attempt, failed: true).ShouldBe(attempt < GivenWork.Attempts ? "task.released" : "task.released, task.setAside");
        }
    }

    [Fact]
    public void Repeating_it_is_taken_and_changes_nothing()
    {
        _given.Claim("A");
        _given.Release(1, failed: true, reason: "No box", time: 30);
        var released = _given.Task(1);
        _given.Release(1, failed: true, reason: "No box", time: 30).ShouldBe("");
        _given.Release(1).ShouldBe("");
        _given.Task(1).ShouldBe(released);
    }

    [Fact]
    public void Repeated_after_another_claim_it_is_told_so_again_and_takes_nothing_from_the_other()
    {
        _given.Claim("A");
        for (var epoch = 1; epoch <= 25; epoch++)
        {
            _given.Release(1, epoch);
            _given.Claim("B");
        }
        var held = _given.Task(1);
        // The last 21 before the current lease, which is the twenty-sixth.
        _given.Release(1, epoch: 25).ShouldBe("");
        _given.Release(1, epoch: 5).ShouldBe("");
        _given.Release(1, epoch: 4).ShouldBe("409 lease-lost");
        _given.Complete(1, epoch: 25).ShouldBe("409 lease-lost");
        _given.Task(1).ShouldBe(held);
    }

    [Fact]
    public void After_completion_it_is_refused()
    {
        _given.Claim("A");
        _given.Release(1);
        _given.Claim("B");
        _given.Complete(1, epoch: 2);
        _given.Release(1, epoch: 2).ShouldBe("409 lease-lost");
        _given.Refusal!.Detail.ShouldContain("That lease is Completed.");
    }

    [Fact]
    public void After_its_expiry_it_only_adds_what_the_worker_knows()
    {
        _given.Claim("A");
        _given.Expire();
        _given.Release(1, failed: true, reason: "No box", time: 30).ShouldBe("task.released");
        _given.Told[0].ShouldBe(new TaskReleased(_given.Task(1).StoryId, new(1, new(LeaseState.Expired, LeaseState.Released)), true, null, "No box")
        {
            TimeSpent = new(new(0), new(30)),
            Failure = new(ExpireLeases.Reason, "No box"),
        });
        // It counted when it expired.
        _given.Task(1).Attempts.ShouldBe(1);
        _given.Complete(1).ShouldBe("409 lease-lost");
    }

    [Fact]
    public void After_its_expiry_the_attempt_is_not_given_back()
    {
        _given.Claim("A");
        _given.Expire();
        _given.Release(1).ShouldBe("task.released");
        (_given.Task(1).Attempts, _given.Task(1).Failure).ShouldBe((1, ExpireLeases.Reason));
    }

    [Fact]
    public void Time_beyond_the_limit_is_refused()
    {
        _given.Claim("A");
        _given.Release(1, time: 1);
        _given.Claim("A");
        _given.Release(1, epoch: 2, time: Seconds.Longest).ShouldBe("409 time-too-long");
        _given.Task(1).IsUnderLease.ShouldBeTrue();
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

public class ExpireLeasesTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 3);

    [Fact]
    public void A_silent_worker_loses_all_that_it_holds_and_its_session()
    {
        _given.Claim("A", 2);
        _given.Expire(59).ShouldBe("");
        _given.Expire(1).ShouldBe("task.expired, task.expired");
        _given.Told[0].ShouldBe(new TaskExpired(_given.Task(1).StoryId, new(Status.InProgress, Status.Open),
            new(1, new(LeaseState.Held, LeaseState.Expired), _given.Worker("A")), new(null, ExpireLeases.Reason)));
        (_given.Task(1).Attempts, _given.Task(1).Failure).ShouldBe((1, ExpireLeases.Reason));
        _given.State.Sessions.All.ShouldBeEmpty();
        _given.Claimed("B", 3).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Whoever_was_heard_of_keeps_what_it_holds()
    {
        _given.Claim("A");
        _given.Claim("B");
        _given.Expire(30).ShouldBe("");
        _given.Beat("A").ShouldBe("");
        _given.Expire(30).ShouldBe("task.expired");
        (_given.Task(1).Lease.State, _given.Task(2).Lease.State).ShouldBe((LeaseState.Held, LeaseState.Expired));
        _given.Beat("B").ShouldBe("");
        _given.State.Sessions.All.Select(s => s.Id).ShouldBe([_given.Worker("A")]);
    }

    [Fact]
    public void An_expired_session_that_is_heard_of_before_it_was_ended_lives_on()
    {
        _given.Claim("A");
        _given.Claim("B");
        _given.Expire(59);
        _given.Beat("A");
        _given.Beat("B");
        _given.Expire(59).ShouldBe("");
    }

    [Fact]
    public void After_so_many_expiries_a_task_is_set_aside()
    {
        for (var attempt = 1; attempt < GivenWork.Attempts; attempt++)
        {
            _given.Claim("A");
            _given.Expire().ShouldBe("task.expired");
        }
        _given.Claim("A");
        _given.Expire().ShouldBe("task.expired, task.setAside");
        _given.Claimed("A", 3).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_task_that_was_deleted_or_moved_meanwhile_is_no_matter()
    {
        _given.Claim("A", 2);
        _given.Complete(1);
        _given.Delete(2);
        _given.Expire().ShouldBe("");
        _given.State.Sessions.All.ShouldBeEmpty();
    }

    [Fact]
    public void With_not_all_its_tasks_there_a_session_stays_to_be_looked_at_again()
    {
        _given.Claim("A");
        _given.State.Now += Duration.FromMinutes(1);
        _given.State.WholeSessions.Add(_given.Worker("A"));
        new ExpireLeases(1).Decide(_given.State, all: false).SelectMany(d => d.Ended).ShouldBeEmpty();
        new ExpireLeases(1).Decide(_given.State, all: true).SelectMany(d => d.Ended).ShouldBe([_given.Worker("A")]);
    }

    [Fact]
    public void A_session_that_was_loaded_for_something_else_is_left_alone()
    {
        _given.Claim("A");
        _given.State.Now += Duration.FromMinutes(1);
        new ExpireLeases(1).Decide(_given.State, all: true).ShouldBeEmpty();
    }
}

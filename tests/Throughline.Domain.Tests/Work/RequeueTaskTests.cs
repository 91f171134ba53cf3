using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Work;

public class RequeueTaskTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 1);

    [Fact]
    public void A_task_that_was_set_aside_begins_anew()
    {
        SetAside();
        _given.Requeue(1).ShouldBe("task.requeued");
        _given.Told[0].ShouldBe(new TaskRequeued(_given.Task(1).StoryId, new(GivenWork.Attempts, 0), new("No box", null)));
        (_given.Task(1).SetAside, _given.Task(1).Attempts, _given.Task(1).Failure, _given.Task(1).Version).ShouldBe((false, 0, null, 1));
        _given.Claim("A").ShouldBe("task.claimed");
        (_given.Task(1).Lease.Epoch, _given.Task(1).Attempts).ShouldBe((GivenWork.Attempts + 1, 1));
    }

    [Fact]
    public void Any_other_stays_as_it_is()
    {
        _given.Requeue(1).ShouldBe("");
        _given.Claim("A");
        _given.Requeue(1).ShouldBe("");
        _given.Release(1, failed: true);
        _given.Requeue(1).ShouldBe("");
        _given.Task(1).Attempts.ShouldBe(1);
    }

    [Fact]
    public void A_person_who_moves_it_requeues_it_too()
    {
        SetAside();
        _given.Move(1, Status.InProgress).ShouldBe("task.requeued, task.started");
        (_given.Task(1).SetAside, _given.Task(1).Attempts, _given.Task(1).Version).ShouldBe((false, 0, 2));
    }

    [Fact]
    public void A_person_who_completes_its_story_too()
    {
        SetAside();
        _given.Edit(_given.Task(1).StoryId, e => e with { Status = new(Status.Done), CompleteTasks = true })
            .ShouldBe("task.requeued, task.completed, story.completed");
    }

    [Fact]
    public void What_is_deleted_tells_that_it_was_set_aside()
    {
        SetAside();
        _given.Delete(1);
        ((TaskDeleted)_given.Told[0]).ShouldSatisfyAllConditions(
            d => d.SetAside.ShouldBeTrue(), d => d.Attempts.ShouldBe(GivenWork.Attempts), d => d.Failure.ShouldBe("No box"));
    }

    void SetAside()
    {
        for (var attempt = 1; attempt <= GivenWork.Attempts; attempt++)
        {
            _given.Claim("A");
            _given.Release(1, attempt, failed: true, reason: "No box");
        }
        _given.Task(1).SetAside.ShouldBeTrue();
    }
}

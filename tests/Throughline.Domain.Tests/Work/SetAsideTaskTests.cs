namespace Throughline.Domain.Tests.Work;

public class SetAsideTaskTests
{
    readonly GivenWork _given = GivenWork.With(tasks: 2);

    [Fact]
    public void One_that_waits_is_claimed_by_nobody_until_it_is_requeued()
    {
        _given.SetAside(1).ShouldBe("task.setAside");
        (_given.Task(1).IsClaimable, _given.Task(2).IsClaimable).ShouldBe((false, true));
        _given.SetAside(1).ShouldBe("");
        _given.Requeue(1).ShouldBe("task.requeued");
        _given.Task(1).IsClaimable.ShouldBeTrue();
    }

    [Fact]
    public void Who_holds_it_loses_it_as_if_it_had_not_been_claimed()
    {
        _given.Claim("A");
        _given.SetAside(1, "The machine is away").ShouldBe("task.released, task.setAside");
        (_given.Task(1).Status, _given.Task(1).Attempts, _given.Task(1).Failure, _given.Task(1).IsUnderLease).ShouldBe((Status.Open, 0, "The machine is away", false));
    }

    [Fact]
    public void One_that_a_person_works_on_or_that_is_done_stays()
    {
        _given.Move(1, Status.InProgress);
        _given.SetAside(1).ShouldBe("");
        _given.Move(1, Status.Done);
        _given.SetAside(1).ShouldBe("");
    }
}

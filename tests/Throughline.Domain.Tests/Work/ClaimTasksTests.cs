using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

public class ClaimTasksTests
{
    readonly GivenWork _given = new();

    [Fact]
    public void The_highest_priority_comes_first_and_among_equals_the_oldest()
    {
        _given.Story(2, Priority.Low);
        _given.Story(2, Priority.Urgent);
        _given.Story(1, Priority.Low);
        _given.Story(1);
        _given.Claimed("A", 2).ShouldBe([3, 4]);
        _given.Claimed("B", 10).ShouldBe([1, 2, 5, 6]);
        _given.Claimed("A", 1).ShouldBeEmpty();
    }

    [Fact]
    public void A_storys_new_priority_counts_at_once()
    {
        _given.Story(1, Priority.High);
        var later = _given.Story(1, Priority.Low);
        _given.Edit(later, e => e with { Priority = new(Priority.Urgent) }).ShouldBe("story.edited");
        _given.Claimed("A", 2).ShouldBe([2, 1]);
    }

    [Fact]
    public void Several_of_one_story_start_it_once()
    {
        _given.Story(3);
        _given.Claim("A", 3).ShouldBe("task.claimed, story.started, task.claimed, task.claimed");
        _given.StoryOf(1).Tasks.ShouldBe(new TaskCounts(0, 3, 0));
    }

    [Fact]
    public void A_claim_says_whose_the_task_is_and_which_attempt()
    {
        _given.Story(1);
        _given.Claim("A");
        _given.Told[0].ShouldBe(new TaskClaimed(_given.Task(1).StoryId, new(Status.Open, Status.InProgress),
            new(1, new(LeaseState.None, LeaseState.Held), _given.Worker("A")), new(0, 1)));
        _given.Task(1).Lease.ShouldBe(new Lease(LeaseState.Held, 1, _given.Worker("A"), _given.State.Now));
        (_given.Task(1).Version, _given.StoryOf(1).Version).ShouldBe((1, 1));
    }

    [Fact]
    public void What_a_person_started_or_did_is_not_given_out()
    {
        _given.Story(3);
        _given.Move(1, Status.InProgress);
        _given.Move(2, Status.Done);
        _given.Claimed("A", 3).ShouldBe([3]);
    }

    [Fact]
    public void It_begins_the_workers_session_even_if_there_is_nothing_to_claim()
    {
        _given.Claim(_given.ClaimOf("A") with { Lease = new(30) }).ShouldBe("");
        _given.State.Sessions.Get(_given.Worker("A")).ShouldBe(new WorkerSession(_given.Worker("A"), _given.Project, UserId.Local, "A", new(30),
            _given.State.Now, _given.State.Now + Duration.FromSeconds(30)));
    }

    [Fact]
    public void It_renews_the_session_with_what_it_says_anew()
    {
        _given.Claim("A");
        var started = _given.State.Now;
        _given.Expire(59).ShouldBe("");
        _given.Claim(_given.ClaimOf("A") with { Worker = "B", Lease = new(5) });
        _given.State.Sessions.Get(_given.Worker("A")).ShouldBe(new WorkerSession(_given.Worker("A"), _given.Project, UserId.Local, "B", new(5),
            started, _given.State.Now + Duration.FromSeconds(5)));
    }

    [Fact]
    public void A_session_claims_in_one_project_as_one_user()
    {
        _given.Story(1);
        var other = _given.NewProject("OPS");
        _given.Claim("A").ShouldBe("task.claimed, story.started");
        _given.Claim(_given.ClaimOf("A") with { ProjectId = other }).ShouldBe("409 session-taken");
        _given.Claim(_given.ClaimOf("A") with { ActorId = new(Guid.AllBitsSet) }).ShouldBe("409 session-taken");
        _given.Expire();
        _given.Claim(_given.ClaimOf("A") with { ProjectId = other }).ShouldBe("");
        _given.State.Sessions.Get(_given.Worker("A")).ProjectId.ShouldBe(other);
    }

    [Fact]
    public void Another_projects_tasks_are_not_given_out()
    {
        _given.Story(1, project: _given.NewProject("OPS"));
        _given.Claim("A").ShouldBe("");
    }

    [Fact]
    public void Good_input_is_taken()
    {
        _given.ClaimOf("A").Check().ShouldBeNull();
        (_given.ClaimOf(new('x', 100)) with { Count = 500, Wait = 60, Lease = new(3600) }).Check().ShouldBeNull();
        (_given.ClaimOf("A") with { Lease = new(5) }).Check().ShouldBeNull();
    }

    [Fact]
    public void Everything_wrong_is_told_at_once() =>
        (_given.ClaimOf(" ") with { Count = 0, Wait = -1, Lease = new(4) }).Check()!.Errors!.Keys.ShouldBe(["worker", "count", "wait", "lease"], ignoreOrder: true);

    [Theory]
    [InlineData(-1, 0, 60, "count")]
    [InlineData(501, 0, 60, "count")]
    [InlineData(int.MinValue, 0, 60, "count")]
    [InlineData(1, 61, 60, "wait")]
    [InlineData(1, int.MaxValue, 60, "wait")]
    [InlineData(1, 0, 3601, "lease")]
    [InlineData(1, 0, -60, "lease")]
    [InlineData(1, 0, long.MaxValue, "lease")]
    public void Input_beyond_its_bounds_is_refused(int count, int wait, long lease, string field) =>
        (_given.ClaimOf("A") with { Count = count, Wait = wait, Lease = new(lease) }).Check()!.Errors!.Keys.ShouldBe([field]);

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("")]
    [InlineData(null)]
    public void A_worker_has_a_name(string? worker) => (_given.ClaimOf("A") with { Worker = worker! }).Check()!.Errors!.Keys.ShouldBe(["worker"]);

    [Fact]
    public void A_workers_name_is_short() => _given.ClaimOf(new('x', 101)).Check()!.Errors!.Keys.ShouldBe(["worker"]);
}

using Shouldly;
using Throughline.Domain.Facts;
using Throughline.Domain.Tests.Work;
using Throughline.Domain.Work;
using Xunit;

namespace Throughline.Domain.Tests.Projects;

public class ArchiveTests
{
    [Fact]
    public void What_workers_hold_is_given_back_in_the_same_commit_as_if_it_had_not_been_claimed()
    {
        var given = GivenWork.With(3);
        given.Claim("a", 2);
        given.Claim("b");
        given.Complete(3);

        given.Archive().ShouldBe("task.released, task.released, project.edited");

        foreach (var number in new[] { 1, 2 })
            given.Task(number).ShouldSatisfyAllConditions(
                t => t.Status.ShouldBe(Status.Open), t => t.Lease.State.ShouldBe(LeaseState.Released), t => t.Attempts.ShouldBe(0), t => t.Failure.ShouldBeNull());
        given.StoryOf(1).Tasks.ShouldBe(new(2, 0, 1));
        given.State.Sessions.All.ShouldBeEmpty();
        given.State.Projects.Get(given.Project).IsArchived.ShouldBeTrue();
    }

    [Fact]
    public void A_story_all_of_whose_tasks_were_held_moves_once()
    {
        var given = new GivenWork();
        given.Story(1);
        given.Story(2);
        given.Claim("a", 3);
        given.Complete(2);
        given.Archive();
        given.Told.Count(d => d is TaskReleased).ShouldBe(2);
        given.StoryOf(3).Status.ShouldBe(Status.InProgress);
        given.StoryOf(1).ShouldSatisfyAllConditions(s => s.Tasks.ShouldBe(new(1, 0, 0)));
    }

    [Fact]
    public void Nothing_in_it_changes_until_it_is_brought_back()
    {
        var given = GivenWork.With(2);
        given.Claim("a");
        given.Archive();

        given.Claim("b").ShouldBe("409 project-archived");
        given.Complete(1).ShouldBe("409 lease-lost");
        given.Move(2, Status.Done).ShouldBe("409 project-archived");
        given.Edit(2, e => e with { Title = new("Another") }).ShouldBe("409 project-archived");
        given.Delete(2).ShouldBe("409 project-archived");
        given.Delete(given.Task(2).StoryId).ShouldBe("409 project-archived");
        given.Expire().ShouldBeEmpty();

        given.Archive(false).ShouldBe("project.edited");
        given.Claim("b").ShouldBe("task.claimed");
    }

    [Fact]
    public void More_than_can_be_given_back_at_once_is_not_begun()
    {
        var given = GivenWork.With(1);
        given.Claim("a");
        new Domain.Projects.EditProject(given.Project, default, default, new(true), null).Decide(given.State, all: false).Refusal!.Code.ShouldBe("too-many-leases");
    }
}

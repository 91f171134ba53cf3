using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>What holds for leases, whatever workers and people do to the same tasks.</summary>
public class LeaseProperties
{
    [Fact]
    public void A_lease_is_held_by_a_living_session_on_a_task_in_progress_and_else_by_nobody() => AlwaysForTasks((turn, task) =>
    {
        if (task.Lease.State == LeaseState.Held)
        {
            task.Status.ShouldBe(Status.InProgress);
            task.Lease.ClaimedAt.ShouldNotBeNull();
            turn.Sessions[task.Lease.SessionId.ShouldNotBeNull()].ProjectId.ShouldBe(task.ProjectId);
        }
        else
            (task.Lease.SessionId, task.Lease.ClaimedAt).ShouldBe((null, null));
    });

    [Fact]
    public void Claimable_is_what_is_open_and_not_set_aside_and_none_of_it_is_held() => AlwaysForTasks((_, task) =>
    {
        task.IsClaimable.ShouldBe(task.Status == Status.Open && !task.SetAside);
        if (task.IsClaimable)
            task.IsUnderLease.ShouldBeFalse();
        if (task.SetAside)
            (task.Status, task.Attempts >= Binding.Attempts).ShouldBe((Status.Open, true));
        if (task.Lease.State == LeaseState.Expired)
            task.Status.ShouldBe(Status.Open);
    });

    [Fact]
    public void Attempts_are_not_negative_and_no_more_than_the_claims() => AlwaysForTasks((_, task) =>
    {
        task.Attempts.ShouldBeInRange(0, task.Lease.Epoch);
        (task.Lease.Epoch == 0).ShouldBe(task.Lease == Lease.None);
    });

    [Fact]
    public void A_task_has_its_storys_priority() => AlwaysForTasks((turn, task) =>
        task.Priority.ShouldBe(((Domain.Stories.Story)turn.After[task.StoryId.Value]).Priority));

    [Fact]
    public void An_epoch_grows_by_one_with_each_claim_and_never_else() => AlwaysForTasks((turn, task) =>
    {
        if (turn.TaskBefore(task.Id.Value) is { } before)
            (task.Lease.Epoch - before.Lease.Epoch).ShouldBe(turn.Facts.Count(f => f.Data is TaskClaimed && f.SubjectId == task.Id.Value));
    });

    [Fact]
    public void Each_lease_is_given_out_once_and_taken_back_at_most_once() => Always.HoldsInHistories(history =>
    {
        history.Facts.Where(f => f.Data is TaskClaimed).Select(f => (f.SubjectId, ((TaskClaimed)f.Data).Lease.LeaseEpoch)).ShouldBeUnique();
        history.Facts.Where(f => f.Data is TaskReleased or TaskMoved { Lease.State.New: LeaseState.Completed })
            .Select(f => (f.SubjectId, f.Data is TaskReleased r ? r.Lease.LeaseEpoch : ((TaskMoved)f.Data).Lease!.LeaseEpoch)).ShouldBeUnique();
    });

    [Fact]
    public void A_claim_takes_the_first_of_what_can_be_claimed() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t.Command is ClaimTasks && t.Facts.Count > 0))
        {
            var project = ((ClaimTasks)turn.Command).ProjectId;
            turn.Facts[0].SubjectId.ShouldBe(turn.Before.Values.OfType<WorkTask>().Where(t => t.ProjectId == project && t.IsClaimable)
                .OrderByDescending(t => t.Priority).ThenBy(t => t.Id.Value).First().Id.Value);
        }
    });

    [Fact]
    public void A_claim_gets_as_many_as_it_asks_for_or_all_there_are() => Always.HoldsInHistories(history =>
    {
        foreach (var turns in history.Turns.Where(t => t is { Command: ClaimTasks, Decision.Refusal: null }).GroupBy(t => t.Step, ReferenceEqualityComparer.Instance))
        {
            var claim = (ClaimTasks)turns.First().Command;
            var claimable = turns.First().Before.Values.OfType<WorkTask>().Count(t => t.ProjectId == claim.ProjectId && t.IsClaimable);
            turns.Sum(t => t.Facts.Count(f => f.Data is TaskClaimed)).ShouldBe(Math.Min(claim.Count, claimable));
            turns.Last().Sessions[claim.SessionId].ShouldBe(turns.First().Sessions[claim.SessionId]);
            var (session, now) = (turns.First().Sessions[claim.SessionId], turns.First().Now);
            (session.Worker, session.Lease, session.LeaseUntil).ShouldBe((claim.Worker, claim.Lease, now + Duration.FromSeconds(claim.Lease.Value)));
        }
    });

    [Fact]
    public void Whoever_names_the_lease_ends_it_until_another_took_it_and_nobody_else_does() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns.Where(t => t is { Known: true, Command: CompleteTask or ReleaseTask, Decision.Refusal: not { Code: "project-archived" } }))
        {
            var (before, after) = (turn.TaskBefore(turn.SubjectId)!, turn.TaskAfter(turn.SubjectId)!);
            var (epoch, spent, how) = turn.Command is CompleteTask c
                ? (c.LeaseEpoch, c.TimeSpent, LeaseState.Completed)
                : (((ReleaseTask)turn.Command).LeaseEpoch, ((ReleaseTask)turn.Command).TimeSpent, LeaseState.Released);
            var named = epoch == before.Lease.Epoch && epoch > 0;
            var repeated = history.Turns.TakeWhile(t => !ReferenceEquals(t, turn)).SelectMany(t => t.Facts)
                .Any(f => f.SubjectId == turn.SubjectId && MoveOf(f.Data) is { } move && (move.LeaseEpoch, move.State.New) == (epoch, how));
            var holds = named && before.Lease.State is LeaseState.Held or LeaseState.Expired;
            var sane = before.TimeSpent.Value + spent.Value <= Seconds.Longest;
            (turn.Decision.Refusal?.Code).ShouldBe(repeated ? null : !holds ? "lease-lost" : !sane ? "time-too-long" : null);
            (turn.Facts.Count > 0).ShouldBe(holds && sane);
            if (turn.Facts.Count == 0)
                after.ShouldBe(before);
            else
                (after.Lease, after.TimeSpent.Value).ShouldBe((before.Lease with { State = how, SessionId = null, ClaimedAt = null }, before.TimeSpent.Value + spent.Value));
        }
    });

    static LeaseMove? MoveOf(FactData data) => data switch
    {
        TaskMoved moved => moved.Lease,
        TaskReleased released => released.Lease,
        _ => null,
    };

    [Fact]
    public void Only_silence_or_the_end_of_its_project_ends_a_session_and_with_it_all_that_it_holds() => Always.HoldsInHistories(history =>
    {
        for (var i = 1; i < history.Turns.Count; i++)
        {
            var (turn, before) = (history.Turns[i], history.Turns[i - 1].Sessions);
            foreach (var ended in before.Keys.Except(turn.Sessions.Keys))
            {
                turn.After.Values.OfType<WorkTask>().ShouldAllBe(t => t.Lease.SessionId != ended);
                if (turn.Command is EditProject { IsArchived.Value: true })
                    continue;
                turn.Command.ShouldBeOfType<ExpireLeases>();
                before[ended].LeaseUntil.ShouldBeLessThanOrEqualTo(turn.Now);
            }
            foreach (var expired in turn.Facts.Where(f => f.Data is TaskExpired))
                before[((TaskExpired)expired.Data).Lease.SessionId.ShouldNotBeNull()].LeaseUntil.ShouldBeLessThanOrEqualTo(turn.Now);
            if (turn.Command is SendHeartbeat heartbeat && before.TryGetValue(heartbeat.SessionId, out var session))
                turn.Sessions[heartbeat.SessionId].ShouldBe(heartbeat.Leaves ? session with { LeaseUntil = turn.Now } : session.Renewed(turn.Now));
        }
    });

    [Fact]
    public void A_task_is_set_aside_by_its_last_failed_attempt_and_says_why() => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var fact in turn.Facts)
                if (fact.Data is TaskSetAside aside)
                {
                    turn.Facts.Count(f => f.Data is TaskExpired or TaskReleased { Failed: true }).ShouldBe(1);
                    var task = turn.TaskAfter(fact.SubjectId)!;
                    (aside.Attempts, aside.Reason).ShouldBe((task.Attempts, task.Failure));
                }
    });

    // Each task when it changed, and all of them at the end.
    static void AlwaysForTasks(Action<Turn, WorkTask> body) => Always.HoldsInHistories(history =>
    {
        foreach (var turn in history.Turns)
            foreach (var task in Tables.Difference(turn.Before, turn.After).Select(d => d.Now).OfType<WorkTask>())
                body(turn, task);
        foreach (var task in history.State.Tasks.All)
            body(history.Turns[^1], task);
    });
}

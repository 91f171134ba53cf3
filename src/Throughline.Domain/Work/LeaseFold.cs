using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Work;

static class LeaseFold
{
    public static void Apply(State state, Fact fact)
    {
        var task = state.Tasks.Get(new(fact.SubjectId));
        task = fact.Data switch
        {
            TaskClaimed claimed => TaskFold.Move(state, fact, task, claimed.StoryId, claimed.Status) with
            {
                Lease = task.Lease.After(claimed.Lease, fact.At),
                Attempts = claimed.Attempts.New,
            },
            TaskReleased released => TaskFold.Move(state, fact, task, released.StoryId, released.Status) with
            {
                Lease = task.Lease.After(released.Lease, fact.At),
                Attempts = released.Attempts?.New ?? task.Attempts,
                TimeSpent = released.TimeSpent?.New ?? task.TimeSpent,
                Failure = released.Failure is { } failure ? failure.New : task.Failure,
            },
            TaskExpired expired => TaskFold.Move(state, fact, task, expired.StoryId, expired.Status) with
            {
                Lease = task.Lease.After(expired.Lease, fact.At),
                Failure = expired.Failure is { } failure ? failure.New : task.Failure,
            },
            TaskSetAside => task with { SetAside = true },
            TaskRequeued requeued => task with
            {
                SetAside = false,
                Attempts = requeued.Attempts.New,
                Failure = requeued.Failure is { } failure ? failure.New : task.Failure,
            },
            _ => task,
        };
        state.Tasks.Put(task.Id, task with { UpdatedAt = fact.At });
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tasks;

static class TaskFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new TaskId(fact.SubjectId);
        switch (fact.Data)
        {
            case TaskCreated created:
                state.Tasks.Add(id, new WorkTask(id, created.StoryId, fact.ProjectId, created.Title, created.Description, created.Status,
                    created.Estimate, created.TimeSpent, state.Stories.Get(created.StoryId).Priority, Lease.None, 0, false, null, 1, fact.At, fact.At));
                Count(state, fact, created.StoryId, c => c.Add(created.Status));
                break;
            case TaskEdited edited:
                var task = state.Tasks.Get(id);
                state.Tasks.Put(id, task with
                {
                    Title = edited.Title?.New ?? task.Title,
                    Description = edited.Description?.New ?? task.Description,
                    Estimate = edited.Estimate?.New ?? task.Estimate,
                    TimeSpent = edited.TimeSpent?.New ?? task.TimeSpent,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                break;
            case TaskMoved moved:
                var before = state.Tasks.Get(id);
                state.Tasks.Put(id, Move(state, fact, before, moved.StoryId, moved.Status) with
                {
                    Lease = moved.Lease is { } lease ? before.Lease.After(lease, fact.At) : before.Lease,
                    TimeSpent = moved.TimeSpent?.New ?? before.TimeSpent,
                    Attempts = moved.Attempts?.New ?? before.Attempts,
                    Failure = moved.Failure is { } failure ? failure.New : before.Failure,
                    Version = moved.Version?.New ?? before.Version,
                    UpdatedAt = fact.At,
                });
                break;
            case TaskDeleted deleted:
                FoldException.Unless(deleted.Status, state.Tasks.Get(id).Status, "task");
                state.Tasks.Remove(id);
                Count(state, fact, deleted.StoryId, c => c.Add(deleted.Status, -1));
                break;
        }
    }

    /// <summary>The task where the fact moves it; its story counts along.</summary>
    internal static WorkTask Move(State state, Fact fact, WorkTask task, StoryId story, Changed<Status>? status)
    {
        if (status is null)
            return task;
        FoldException.Unless(status.Old, task.Status, "task");
        Count(state, fact, story, c => c.Move(status));
        return task with { Status = status.New };
    }

    static void Count(State state, Fact fact, StoryId id, Func<Stories.TaskCounts, Stories.TaskCounts> count)
    {
        var story = state.Stories.Get(id);
        state.Stories.Put(id, story with { Tasks = count(story.Tasks), UpdatedAt = fact.At });
    }
}

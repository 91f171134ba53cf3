using Throughline.Domain.Facts;

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
                    created.Estimate, created.TimeSpent, 1, fact.At, fact.At));
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
                FoldException.Unless(moved.Status.Old, before.Status, "task");
                state.Tasks.Put(id, before with
                {
                    Status = moved.Status.New,
                    Version = moved.Version?.New ?? before.Version,
                    UpdatedAt = fact.At,
                });
                Count(state, fact, moved.StoryId, c => c.Move(moved.Status));
                break;
            case TaskDeleted deleted:
                FoldException.Unless(deleted.Status, state.Tasks.Get(id).Status, "task");
                state.Tasks.Remove(id);
                Count(state, fact, deleted.StoryId, c => c.Add(deleted.Status, -1));
                break;
        }
    }

    static void Count(State state, Fact fact, StoryId id, Func<Stories.TaskCounts, Stories.TaskCounts> count)
    {
        var story = state.Stories.Get(id);
        state.Stories.Put(id, story with { Tasks = count(story.Tasks), UpdatedAt = fact.At });
    }
}

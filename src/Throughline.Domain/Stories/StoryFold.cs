using Throughline.Domain.Facts;

namespace Throughline.Domain.Stories;

static class StoryFold
{
    public static void Apply(State state, Fact fact)
    {
        var id = new StoryId(fact.SubjectId);
        switch (fact.Data)
        {
            case StoryCreated created:
                Count(state, fact, 1, created.Number);
                var made = new Story(id, fact.ProjectId, created.Number, created.Title, created.Description, created.Status,
                    created.Priority, created.Labels, created.AssigneeId, default, 1, fact.At, fact.At,
                    created.ExternalKey);
                state.ExternalKeys.Add(made);
                state.Stories.Add(id, made);
                break;
            case StoryEdited edited:
                var story = state.Stories.Get(id);
                state.Stories.Put(id, story with
                {
                    Title = edited.Title?.New ?? story.Title,
                    Description = edited.Description?.New ?? story.Description,
                    Priority = edited.Priority?.New ?? story.Priority,
                    Labels = edited.Labels?.New ?? story.Labels,
                    AssigneeId = edited.AssigneeId is { } assignee ? assignee.New : story.AssigneeId,
                    Version = edited.Version.New,
                    UpdatedAt = fact.At,
                });
                // The queue of claims is in the order of priorities, so each task carries its story's.
                if (edited.Priority is { } priority)
                    foreach (var task in state.TasksOf(id))
                        state.Tasks.Put(task.Id, task with { Priority = priority.New });
                break;
            case StoryMoved moved:
                var before = state.Stories.Get(id);
                FoldException.Unless(moved.Status.Old, before.Status, "story");
                state.Stories.Put(id, before with
                {
                    Status = moved.Status.New,
                    Version = moved.Version?.New ?? before.Version,
                    UpdatedAt = fact.At,
                });
                break;
            case StoryRanked ranked:
                state.Stories.Put(id, state.Stories.Get(id) with { Rank = ranked.Rank.New, UpdatedAt = fact.At });
                break;
            case StoryDeleted deleted:
                FoldException.Unless(deleted.Status, state.Stories.Get(id).Status, "story");
                Count(state, fact, -1, 0);
                state.ExternalKeys.Remove(state.Stories.Get(id));
                state.Stories.Remove(id);
                break;
        }
    }

    static void Count(State state, Fact fact, int stories, int number)
    {
        var project = state.Projects.Get(fact.ProjectId);
        state.Projects.Put(project.Id, project with
        {
            StoryCount = project.StoryCount + stories,
            LastNumber = Math.Max(project.LastNumber, number),
        });
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain;

/// <summary>
/// The state that follows from facts. Folding the whole journal gives every row; folding onto the rows that a change
/// needs gives the rows to write. Both go through <see cref="Apply"/>, so the journal and the tables can't disagree.
/// </summary>
public sealed class State
{
    ExternalKeys? _externalKeys;

    public Rows<ProjectId, Project> Projects { get; } = new();

    public Rows<StoryId, Story> Stories { get; } = new();

    public Rows<TaskId, WorkTask> Tasks { get; } = new();

    /// <summary>The stories by what they are called where they came from.</summary>
    public ExternalKeys ExternalKeys => _externalKeys ??= new ExternalKeys(Stories);

    /// <summary>The tasks of a story in the order they were made. Complete only where all of them were loaded.</summary>
    public IReadOnlyList<WorkTask> TasksOf(StoryId story) =>
        [.. Tasks.All.Where(t => t.StoryId == story).OrderBy(t => t.Id.Value)];

    /// <exception cref="FoldException">The fact does not fit: it speaks of a row that is not there, or makes one that is.</exception>
    public void Apply(Fact fact)
    {
        switch (fact.Data)
        {
            case ProjectCreated or ProjectEdited or ProjectDeleted:
                ProjectFold.Apply(this, fact);
                break;
            case StoryCreated or StoryEdited or StoryMoved or StoryDeleted:
                StoryFold.Apply(this, fact);
                break;
            case TaskCreated or TaskEdited or TaskMoved or TaskDeleted:
                TaskFold.Apply(this, fact);
                break;
            default:
                throw new FoldException($"No rule folds a {fact.Type} fact.");
        }
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Stories;

/// <summary>A story and its tasks, folded from the facts that are given, for examples of what is decided on them.</summary>
public sealed class GivenStory
{
    static readonly Instant Noon = Instant.FromUtc(2026, 1, 31, 12, 0);

    static readonly ProjectId TheProject = new(Guid.Parse("01890a5d-ac96-774b-bcce-000000000001"));

    readonly StoryId _id = new(Guid.Parse("01890a5d-ac96-774b-bcce-000000000002"));

    readonly State _state = new();

    public GivenStory(Status status, params IReadOnlyList<Status> tasks)
    {
        Apply(new(TheProject, TheProject.Value, new ProjectCreated("TL", "Throughline")));
        Apply(new(TheProject, _id.Value, new StoryCreated(1, "A story", "", status, Priority.Medium, LabelSet.Of(["web"]), null)));
        foreach (var task in tasks)
            Apply(new(TheProject, NewId().Value, new TaskCreated(_id, "A task", "", task, new(3600), new(60))));
    }

    public Domain.Projects.Project Project => _state.Projects.Get(TheProject);

    public Story Story => _state.Stories.Get(_id);

    public IReadOnlyList<WorkTask> Tasks => _state.TasksOf(_id);

    public Neighbours Neighbours => _state.Neighbours;

    /// <summary>The story with an external key, which may be another one.</summary>
    public Story? Called(string externalKey) => _state.ExternalKeys.Find(TheProject, externalKey);

    public IReadOnlyList<WorkTask> TasksOf(StoryId story) => _state.TasksOf(story);

    /// <summary>A change of nothing, to say with <c>with</c> what changes.</summary>
    public EditStory Edit => new(_id, default, default, default, default, default, default, false, null);

    public EditTask EditTask(int number) => new(Tasks[number - 1].Id, default, default, default, default, default, null);

    public NewTask NewTask(Status status) => new(NewId(), "Another task", "", status, Seconds.Zero, Seconds.Zero);

    public Decision When(EditStory command) => command.Decide(Story, Tasks);

    public Decision When(ImportStory command)
    {
        var known = Called(command.ExternalKey);
        return command.Decide(Project, known, known is null ? [] : TasksOf(known.Id));
    }

    /// <summary>An edit of any task, which may be another story's.</summary>
    public Decision WhenTask(TaskId id, Func<EditTask, EditTask> edit)
    {
        var task = _state.Tasks.Get(id);
        return edit(new EditTask(id, default, default, default, default, default, null)).Decide(task, _state.Stories.Get(task.StoryId));
    }

    public Decision When(DeleteStory command) => command.Decide(Story, Tasks);

    public Decision When(AddTask command) => command.Decide(Story);

    public Decision When(EditTask command) => command.Decide(_state.Tasks.Find(command.Id), Story);

    public Decision When(DeleteTask command) => command.Decide(_state.Tasks.Find(command.Id), Story);

    public GivenStory After(Decision decision)
    {
        foreach (var draft in decision.Facts)
            Apply(draft);
        return this;
    }

    void Apply(Draft draft) =>
        _state.Apply(new(Position.Start, Noon, Noon, draft.ProjectId, UserId.Local, draft.SubjectId, draft.Data));

    TaskId NewId() => new(Guid.Parse($"01890a5d-ac96-774b-bcce-1{_state.Tasks.Count:d11}"));
}

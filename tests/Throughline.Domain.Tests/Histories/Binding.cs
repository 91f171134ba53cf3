using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Tests.Histories;

/// <summary>A step's command with the ids and the version of the rows it was bound to.</summary>
sealed record Bound(object Command, Guid SubjectId, bool Known, Func<Refusal?> Check, Func<Decision> Decide);

/// <summary>Gives steps their ids, and runs them as a handler does: check the input, load the rows, decide.</summary>
sealed class Binding(State state, Func<Instant> now)
{
    readonly HashSet<Guid> _ever = [];
    int _ids;

    public Bound Bind(Step step) => step.Command switch
    {
        CreateProject c => Bind(c with { Id = new(NewId()) }),
        EditProject c => Bind(c with { Id = Project(step), Version = Version(step, state.Projects.Find(Project(step))?.Version) }),
        DeleteProject c => Bind(c with { Id = Project(step), Version = Version(step, state.Projects.Find(Project(step))?.Version) }),
        CreateStory c => Bind(c with { Id = new(NewId()), ProjectId = Project(step), Tasks = [.. c.Tasks.Select(WithId)] }),
        ImportStory c => Bind(c with { Id = new(NewId()), TaskId = new(NewId()), ProjectId = Project(step) }),
        EditStory c => Bind(c with { Id = Story(step), Version = Version(step, state.Stories.Find(Story(step))?.Version) }),
        DeleteStory c => Bind(c with { Id = Story(step), Version = Version(step, state.Stories.Find(Story(step))?.Version) }),
        AddTask c => Bind(c with { StoryId = Story(step), Task = WithId(c.Task) }),
        EditTask c => Bind(c with { Id = Task(step), Version = Version(step, state.Tasks.Find(Task(step))?.Version) }),
        DeleteTask c => Bind(c with { Id = Task(step), Version = Version(step, state.Tasks.Find(Task(step))?.Version) }),
        _ => throw new NotSupportedException($"No binding for a {step.Command.GetType().Name}."),
    };

    Bound Bind(CreateProject c) =>
        new(c, c.Id.Value, true, () => null, () => c.Decide(state.Projects.All.FirstOrDefault(p => p.Key == c.Key)));

    Bound Bind(EditProject c)
    {
        var project = state.Projects.Find(c.Id);
        return new(c, c.Id.Value, project is not null, () => null, () => c.Decide(project));
    }

    Bound Bind(DeleteProject c)
    {
        var project = state.Projects.Find(c.Id);
        return new(c, c.Id.Value, project is not null, () => null, () => c.Decide(project));
    }

    Bound Bind(CreateStory c) => new(c, c.Id.Value, true, c.Check,
        () => c.Decide(state.Projects.Find(c.ProjectId), c.ExternalKey is { } key ? state.ExternalKeys.Find(c.ProjectId, key) : null));

    // It is about the story that has the key, or else about the one that it makes.
    Bound Bind(ImportStory c)
    {
        var known = state.ExternalKeys.Find(c.ProjectId, c.ExternalKey);
        return new(c, (known?.Id ?? c.Id).Value, true, c.Check,
            () => c.Decide(state.Projects.Find(c.ProjectId), known, known is null ? [] : state.TasksOf(known.Id)));
    }

    Bound Bind(EditStory c)
    {
        var story = state.Stories.Find(c.Id);
        return new(c, c.Id.Value, story is not null, c.Check, () => c.Decide(story, state.TasksOf(c.Id)));
    }

    Bound Bind(DeleteStory c)
    {
        var story = state.Stories.Find(c.Id);
        return new(c, c.Id.Value, story is not null, () => null, () => c.Decide(story, state.TasksOf(c.Id)));
    }

    Bound Bind(AddTask c)
    {
        var story = state.Stories.Find(c.StoryId);
        return new(c, c.Task.Id.Value, story is not null, c.Check, () => c.Decide(story));
    }

    Bound Bind(EditTask c)
    {
        var task = state.Tasks.Find(c.Id);
        return new(c, c.Id.Value, task is not null, c.Check, () => c.Decide(task, StoryOf(task)));
    }

    Bound Bind(DeleteTask c)
    {
        var task = state.Tasks.Find(c.Id);
        return new(c, c.Id.Value, task is not null, () => null, () => c.Decide(task, StoryOf(task)));
    }

    Story? StoryOf(WorkTask? task) => task is null ? null : state.Stories.Find(task.StoryId);

    ProjectId Project(Step step) => new(Pick(step, state.Projects.All.Select(p => p.Id.Value)));

    StoryId Story(Step step) => new(Pick(step, state.Stories.All.Select(s => s.Id.Value)));

    TaskId Task(Step step) => new(Pick(step, state.Tasks.All.Select(t => t.Id.Value)));

    // One pick of sixteen is of something that is gone, of another noun, or that never was.
    Guid Pick(Step step, IEnumerable<Guid> rows)
    {
        Guid[] ids = [.. (step.Pick % 16 == 15 ? _ever : rows).Order()];
        return ids.Length == 0 ? Guid.AllBitsSet : ids[step.Pick / 16 % ids.Length];
    }

    static int? Version(Step step, int? current) => step.Claim switch
    {
        Claim.None => null,
        Claim.Current => current ?? 1,
        _ => (current ?? 1) + (step.Pick % 2 == 0 ? 1 : -1),
    };

    NewTask WithId(NewTask task) => task with { Id = new(NewId()) };

    // Like a real one, but the same in every run: the moment, then a number that grows.
    Guid NewId()
    {
        var id = Guid.ParseExact($"{now().ToUnixTimeMilliseconds():x12}70008{++_ids:x15}", "N");
        _ever.Add(id);
        return id;
    }
}

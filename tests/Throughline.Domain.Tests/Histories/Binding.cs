using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>A step's command with the ids and the version of the rows it was bound to.</summary>
sealed record Bound(object Command, Guid SubjectId, bool Known, Func<Refusal?> Check, Func<IEnumerable<Decision>> Decide)
{
    public static Bound One(object command, Guid subject, bool known, Func<Refusal?> check, Func<Decision> decide) =>
        new(command, subject, known, check, () => [decide()]);
}

/// <summary>Gives steps their ids, and runs them as a handler does: check the input, load the rows, decide.</summary>
sealed class Binding(Writer writer)
{
    /// <summary>Attempts after which a task is set aside. Few, so that short histories get there.</summary>
    public const int Attempts = 2;

    readonly HashSet<Guid> _ever = [];
    readonly Dictionary<(ProjectId, int), WorkerSessionId> _workers = [];
    int _ids;

    State State => writer.State;

    /// <summary>As the sequencer does it: what an archived project forbids is refused last.</summary>
    public Bound Bind(Step step)
    {
        var bound = BindCommand(step);
        return bound with { Decide = () => bound.Decide().Select(d => d.Refusal is null && Archive.Refuses(State, d) is { } refused ? refused : d) };
    }

    Bound BindCommand(Step step) => step.Command switch
    {
        CreateProject c => Bind(c with { Id = new(NewId()) }),
        EditProject c => Bind(c with { Id = Project(step), Version = Version(step, State.Projects.Find(Project(step))?.Version) }),
        DeleteProject c => Bind(c with { Id = Project(step), Version = Version(step, State.Projects.Find(Project(step))?.Version) }),
        CreateStory c => Bind(c with { Id = new(NewId()), ProjectId = Project(step), Tasks = [.. c.Tasks.Select(WithId)] }),
        ImportStory c => Bind(c with { Id = new(NewId()), TaskId = new(NewId()), ProjectId = Project(step) }),
        EditStory c => Bind(c with { Id = Worked(step), Version = Version(step, State.Stories.Find(Worked(step))?.Version) }),
        MoveStory c => Bind(c with { Id = Worked(step), After = c.After is null ? null : Beside(step, 7), Before = c.Before is null ? null : Beside(step, 11) }),
        DeleteStory c => Bind(c with { Id = Story(step), Version = Version(step, State.Stories.Find(Story(step))?.Version) }),
        AddTask c => Bind(c with { StoryId = Story(step), Task = WithId(c.Task) }),
        EditTask c => Bind(c with { Id = Task(step), Version = Version(step, State.Tasks.Find(Task(step))?.Version) }),
        DeleteTask c => Bind(c with { Id = Task(step), Version = Version(step, State.Tasks.Find(Task(step))?.Version) }),
        ClaimTasks c => Bind(c with { ProjectId = Project(step), SessionId = Worker(step) }),
        CompleteTask c => Bind(c with { Id = Leased(step), LeaseEpoch = Epoch(step, State.Tasks.Find(Leased(step))) }),
        ReleaseTask c => Bind(c with { Id = Leased(step), LeaseEpoch = Epoch(step, State.Tasks.Find(Leased(step))) }),
        RequeueTask c => Bind(c with { Id = Rather(step, t => t.SetAside) }),
        ExpireLeases c => new(c, default, true, () => null, () => c.Decide(State, all: step.Claim != Claim.Stale)),
        SendHeartbeat c => Bind(c with { SessionId = Worker(step), ActorId = State.Sessions.Find(Worker(step))?.ActorId ?? UserId.Local }),
        _ => throw new NotSupportedException($"No binding for a {step.Command.GetType().Name}."),
    };

    Bound Bind(CreateProject c) =>
        Bound.One(c, c.Id.Value, true, () => null, () => c.Decide(State.Projects.All.FirstOrDefault(p => p.Key == c.Key)));

    Bound Bind(EditProject c)
    {
        var project = State.Projects.Find(c.Id);
        return Bound.One(c, c.Id.Value, project is not null, c.Check, () => c.Decide(State));
    }

    Bound Bind(DeleteProject c)
    {
        var project = State.Projects.Find(c.Id);
        var counted = project is null ? null : new CountedProject(project.Version,
            Count(State.Stories.All.Where(s => s.ProjectId == c.Id).Select(s => s.Status)), Count(State.Tasks.All.Where(t => t.ProjectId == c.Id).Select(t => t.Status)));
        var sure = c with { Confirm = project?.Key, Counted = counted };
        return Bound.One(sure, c.Id.Value, project is not null, () => null, () => sure.Decide(project));

        static Counts Count(IEnumerable<Status> statuses)
        {
            var by = statuses.CountBy(s => s).ToDictionary();
            return new(by.GetValueOrDefault(Status.Open), by.GetValueOrDefault(Status.InProgress), by.GetValueOrDefault(Status.Done));
        }
    }

    Bound Bind(CreateStory c) => Bound.One(c, c.Id.Value, true, c.Check,
        () => c.Decide(State.Projects.Find(c.ProjectId), c.ExternalKey is { } key ? State.ExternalKeys.Find(c.ProjectId, key) : null));

    // It is about the story that has the key, or else about the one that it makes.
    Bound Bind(ImportStory c)
    {
        var known = State.ExternalKeys.Find(c.ProjectId, c.ExternalKey);
        return Bound.One(c, (known?.Id ?? c.Id).Value, true, c.Check,
            () => c.Decide(State.Projects.Find(c.ProjectId), known, known is null ? [] : State.TasksOf(known.Id)));
    }

    Bound Bind(EditStory c)
    {
        var story = State.Stories.Find(c.Id);
        return Bound.One(c, c.Id.Value, story is not null, c.Check, () => c.Decide(story, State.TasksOf(c.Id)));
    }

    Bound Bind(MoveStory c) => Bound.One(c, c.Id.Value, State.Stories.Find(c.Id) is not null, c.Check, () => c.Decide(State));

    Bound Bind(DeleteStory c)
    {
        var story = State.Stories.Find(c.Id);
        return Bound.One(c, c.Id.Value, story is not null, () => null, () => c.Decide(story, State.TasksOf(c.Id)));
    }

    Bound Bind(AddTask c)
    {
        var story = State.Stories.Find(c.StoryId);
        return Bound.One(c, c.Task.Id.Value, story is not null, c.Check, () => c.Decide(story));
    }

    Bound Bind(EditTask c)
    {
        var task = State.Tasks.Find(c.Id);
        return Bound.One(c, c.Id.Value, task is not null, c.Check, () => c.Decide(task, State.StoryOf(c.Id)));
    }

    Bound Bind(DeleteTask c)
    {
        var task = State.Tasks.Find(c.Id);
        return Bound.One(c, c.Id.Value, task is not null, () => null, () => c.Decide(task, State.StoryOf(c.Id)));
    }

    Bound Bind(ClaimTasks c) => new(c, c.SessionId.Value, true, c.Check, () => c.Decide(State));

    Bound Bind(CompleteTask c)
    {
        var task = State.Tasks.Find(c.Id);
        return Bound.One(c, c.Id.Value, task is not null, () => null, () => c.Decide(task, State.StoryOf(c.Id)));
    }

    Bound Bind(ReleaseTask c)
    {
        var task = State.Tasks.Find(c.Id);
        return Bound.One(c, c.Id.Value, task is not null, () => null, () => c.Decide(task, State.StoryOf(c.Id), Attempts));
    }

    Bound Bind(RequeueTask c) => Bound.One(c, c.Id.Value, State.Tasks.Find(c.Id) is not null, () => null, () => c.Decide(State));

    Bound Bind(SendHeartbeat c) => Bound.One(c, c.SessionId.Value, true, () => null, () => c.Decide(State));

    ProjectId Project(Step step) => new(Pick(step, State.Projects.All.Select(p => p.Id.Value)));

    StoryId Story(Step step) => new(Pick(step, State.Stories.All.Select(s => s.Id.Value)));

    // Often another one than the story that is moved.
    StoryId Beside(Step step, int further) => Story(step with { Pick = step.Pick / 16 * 16 + 16 * further + step.Pick % 15 });

    // Every other time one that workers are at.
    StoryId Worked(Step step) => step.Pick % 2 == 0 && State.Tasks.All.Any(t => t.IsUnderLease)
        ? new(Pick(step, State.Tasks.All.Where(t => t.IsUnderLease).Select(t => t.StoryId.Value).Distinct()))
        : Story(step);

    TaskId Task(Step step) => new(Pick(step, State.Tasks.All.Select(t => t.Id.Value)));

    TaskId Leased(Step step) => Rather(step, t => t.Lease.State is LeaseState.Held or LeaseState.Expired);

    // Among all tasks those that it is about would seldom be met.
    TaskId Rather(Step step, Func<WorkTask, bool> these) => step.Pick % 5 > 0 && State.Tasks.All.Any(these)
        ? new(Pick(step, State.Tasks.All.Where(these).Select(t => t.Id.Value)))
        : Task(step);

    // Each project has two workers of its own, and one of ten claims is by another project's.
    WorkerSessionId Worker(Step step)
    {
        var project = step.Pick % 10 == 9 && State.Projects.Count > 0 ? State.Projects.All.OrderBy(p => p.Id.Value).First().Id : Project(step);
        var key = (project, step.Pick % 2);
        if (!_workers.TryGetValue(key, out var worker))
            _workers[key] = worker = new(NewId());
        return worker;
    }

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

    static int Epoch(Step step, WorkTask? task) => (task?.Lease.Epoch ?? 1) + (step.Claim == Claim.Stale ? step.Pick % 2 == 0 ? 1 : -1 : 0);

    NewTask WithId(NewTask task) => task with { Id = new(NewId()) };

    // Like a real one, but the same in every run: the moment, then a number that grows.
    Guid NewId()
    {
        var id = Guid.ParseExact($"{State.Now.ToUnixTimeMilliseconds():x12}70008{++_ids:x15}", "N");
        _ever.Add(id);
        return id;
    }
}

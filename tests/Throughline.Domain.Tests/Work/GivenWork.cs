using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Tests.Histories;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Work;

/// <summary>
/// A project with stories and tasks that workers and people do things to. What is done answers with the types of the facts, or
/// with the refusal. Tasks go by their numbers, in the order they were made.
/// </summary>
public sealed class GivenWork
{
    public const int Attempts = 3;

    readonly Writer _writer = new(Instant.FromUtc(2026, 1, 31, 12, 0));
    readonly List<TaskId> _tasks = [];
    readonly Dictionary<string, WorkerSessionId> _workers = [];
    int _ids;

    public GivenWork() => Project = NewProject("TL");

    public ProjectId Project { get; }

    public State State => _writer.State;

    /// <summary>The facts of what was done last.</summary>
    public IReadOnlyList<FactData> Told { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    /// <summary>A story with as many open tasks.</summary>
    public static GivenWork With(int tasks)
    {
        var given = new GivenWork();
        given.Story(tasks);
        return given;
    }

    public ProjectId NewProject(string key)
    {
        var id = new ProjectId(NewId());
        Take(new CreateProject(id, key, key).Decide(null));
        return id;
    }

    public StoryId Story(int tasks, Priority priority = Priority.None, ProjectId? project = null)
    {
        var story = new StoryId(NewId());
        _tasks.AddRange(Enumerable.Range(0, tasks).Select(_ => new TaskId(NewId())));
        Take(new CreateStory(story, project ?? Project, "A story", "", Status.Open, priority, LabelSet.Empty, null,
            [.. _tasks.TakeLast(tasks).Select(t => new NewTask(t, "A task", "", Status.Open, new(3600), Seconds.Zero))]).Decide(State.Projects.Get(project ?? Project)));
        return story;
    }

    public WorkTask Task(int number) => State.Tasks.Get(_tasks[number - 1]);

    public Story StoryOf(int number) => State.Stories.Get(Task(number).StoryId);

    public WorkerSessionId Worker(string name) =>
        _workers.TryGetValue(name, out var id) ? id : _workers[name] = new(NewId());

    public ClaimTasks ClaimOf(string worker) => new(Project, Worker(worker), UserId.Local, worker, 1, 0, new(60));

    public string Claim(string worker, int count = 1) => Claim(ClaimOf(worker) with { Count = count });

    public string Claim(ClaimTasks claim)
    {
        _writer.Load(claim.ProjectId, claim.Count);
        return TakeAll(claim.Decide(State));
    }

    /// <summary>The numbers of the tasks that are claimed, in that order.</summary>
    public IEnumerable<int> Claimed(string worker, int count)
    {
        _writer.Load(Project, count);
        var facts = (ClaimOf(worker) with { Count = count }).Decide(State).SelectMany(d => _writer.Take(d)).ToList();
        return facts.Where(f => f.Data is TaskClaimed).Select(f => _tasks.IndexOf(new(f.SubjectId)) + 1);
    }

    public string Complete(int number, int epoch = 1, long time = 0) => Take(
        new CompleteTask(_tasks[number - 1], epoch, new(time)).Decide(State.Tasks.Find(_tasks[number - 1]), State.StoryOf(_tasks[number - 1])));

    public string Release(int number, int epoch = 1, bool failed = false, string? reason = null, long time = 0) => Take(
        new ReleaseTask(_tasks[number - 1], epoch, new(time), reason, failed)
            .Decide(State.Tasks.Find(_tasks[number - 1]), State.StoryOf(_tasks[number - 1]), Attempts));

    public string SetAside(int number, string? reason = null) => Take(new SetAsideTask(_tasks[number - 1], reason).Decide(State));

    public string Requeue(int number) => Take(new RequeueTask(_tasks[number - 1]).Decide(State));

    public string Beat(string worker) => Take(new SendHeartbeat(Worker(worker), UserId.Local, false).Decide(State));

    /// <summary>Time passes, and then the sessions are ended that were silent for too long.</summary>
    public string Expire(int seconds = 60)
    {
        _writer.Now += Duration.FromSeconds(seconds);
        _writer.LoadSessions();
        return TakeAll(new ExpireLeases(Attempts).Decide(State, all: true));
    }

    public string Move(int number, Status to) => Edit(number, e => e with { Status = new(to) });

    public string Edit(int number, Func<EditTask, EditTask> edit) => Take(
        edit(new(_tasks[number - 1], default, default, default, default, default, null)).Decide(Task(number), StoryOf(number)));

    public string Edit(StoryId story, Func<EditStory, EditStory> edit) => Take(
        edit(new(story, default, default, default, default, default, default, false, null)).Decide(State.Stories.Get(story), State.TasksOf(story)));

    public string Delete(int number) => Take(new DeleteTask(_tasks[number - 1], null).Decide(Task(number), StoryOf(number)));

    public string Delete(StoryId story) => Take(new DeleteStory(story, null).Decide(State.Stories.Get(story), State.TasksOf(story)));

    /// <summary>Nothing in the project moves from here on; or it is brought back.</summary>
    public string Archive(bool isArchived = true) => Take(new EditProject(Project, default, default, new(isArchived), null).Decide(State));

    string Take(Decision decision) => TakeAll([decision]);

    string TakeAll(IEnumerable<Decision> decisions)
    {
        (Told, Refusal) = ([], null);
        foreach (var asked in decisions)
        {
            // As the sequencer does it.
            var decision = asked.Refusal is null && Domain.Projects.Archive.Refuses(State, asked) is { } archived ? archived : asked;
            (Told, Refusal) = ([.. Told, .. _writer.Take(decision).Select(f => f.Data)], decision.Refusal);
        }
        return Refusal switch
        {
            null => string.Join(", ", Told.Select(d => d.Type)),
            { Kind: RefusalKind.NotFound } => "404",
            { Code: var code } => $"409 {code}",
        };
    }

    Guid NewId() => Guid.ParseExact($"01890a5dac967000b000{++_ids:d12}", "N");
}

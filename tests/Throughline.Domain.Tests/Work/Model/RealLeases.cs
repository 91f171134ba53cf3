using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Tests.Histories;
using Throughline.Domain.Work;
using static Throughline.Domain.Tests.Work.Model.LeaseCommand;

namespace Throughline.Domain.Tests.Work.Model;

/// <summary>The same commands to the Domain, as the endpoints give them to it, and its answers in the model's words.</summary>
sealed class RealLeases
{
    static readonly ProjectId Project = new(Id(1));

    readonly Writer _writer = new(Instant.FromUtc(2026, 1, 31, 12, 0));
    readonly TaskId[] _places = new TaskId[4];
    int _made;
    int _now;

    public RealLeases()
    {
        _writer.Take(new CreateProject(Project, "TL", "Throughline").Decide(null));
        for (var story = 0; story < 2; story++)
            _writer.Take(new CreateStory(Story(story), Project, "A story", "", Status.Open, Priority.None, LabelSet.Empty, null, []).Decide(State.Projects.Get(Project)));
        for (var place = 0; place < _places.Length; place++)
            Add(place);
    }

    public string View => string.Join('\n', _places.Select((id, place) => (place, Task: State.Tasks.Find(id))).Where(p => p.Task is not null)
        .Select(p => $"{p.place}: {p.Task!.Status} {p.Task.Lease.State}@{p.Task.Lease.Epoch} of {WorkerOf(p.Task.Lease)} "
            + $"attempts {p.Task.Attempts} aside {p.Task.SetAside} time {p.Task.TimeSpent.Value}"));

    State State => _writer.State;

    /// <param name="epoch">The leaseEpoch to name.</param>
    public string Do(LeaseCommand command, Func<int, int> epoch) => command switch
    {
        Claims c => Claim(c),
        Beats b => Take(new SendHeartbeat(Worker(b.Worker), UserId.Local, b.Leaves).Decide(State)) == "taken" && State.Sessions.Find(Worker(b.Worker)) is null ? "ended" : "alive",
        Completes c => Take(new CompleteTask(_places[c.Task], epoch(c.Task) + c.Off, new(c.Time)).Decide(Task(c.Task), StoryOf(c.Task))),
        Releases r => Take(new ReleaseTask(_places[r.Task], epoch(r.Task) + r.Off, new(r.Time), null, r.Failed)
            .Decide(Task(r.Task), StoryOf(r.Task), LeaseModel.Attempts)),
        TimePasses p => Pass(p.Seconds),
        Sweeps => Sweep(),
        Requeues r => Take(new RequeueTask(_places[r.Task]).Decide(State)),
        Moves m => Take(Edit(m.Task) with { Status = new(m.To) }, m.Task),
        Edits e => Take(Edit(e.Task) with { Title = new($"{_now}"), TimeSpent = new(new(e.Time)) }, e.Task),
        Deletes d => Take(new DeleteTask(_places[d.Task], null).Decide(Task(d.Task), StoryOf(d.Task))),
        Adds a => Task(a.Task) is null ? Add(a.Task) : "taken",
        Prioritises p => Take(EditOf(p.Story) with { Priority = new(p.Priority) }),
        Finishes f => Take(EditOf(f.Story) with { Status = new(Status.Done), CompleteTasks = f.WithTasks }),
        _ => throw new NotSupportedException(),
    };

    string Claim(Claims claim)
    {
        _writer.Load(Project, claim.Count);
        var facts = new ClaimTasks(Project, Worker(claim.Worker), UserId.Local, "A worker", claim.Count, 0, new(claim.Lease)).Decide(State)
            .SelectMany(d => _writer.Take(d)).ToList();
        return $"claimed {string.Join(' ', facts.Where(f => f.Data is TaskClaimed)
            .Select(f => $"{Array.IndexOf(_places, new(f.SubjectId))}@{((TaskClaimed)f.Data).Lease.LeaseEpoch}"))}";
    }

    string Sweep()
    {
        _writer.LoadSessions();
        foreach (var decision in new ExpireLeases(LeaseModel.Attempts).Decide(State, all: true))
            Take(decision);
        return "taken";
    }

    string Pass(int seconds)
    {
        _writer.Now += Duration.FromSeconds(seconds);
        return $"{_now += seconds}";
    }

    string Add(int place)
    {
        _places[place] = new(Id(100 + _made++));
        return Take(new AddTask(Story(place / 2), new(_places[place], "A task", "", Status.Open, Seconds.Zero, Seconds.Zero)).Decide(State.Stories.Get(Story(place / 2))));
    }

    string Take(Decision decision)
    {
        _writer.Take(decision);
        return decision.Refusal switch
        {
            null => "taken",
            { Kind: RefusalKind.NotFound } => "404",
            { Code: var code } => $"409 {code}",
        };
    }

    string Take(EditTask edit, int place) => Take(edit.Decide(Task(place), StoryOf(place)));

    string Take(EditStory edit) => Take(edit.Decide(State.Stories.Get(edit.Id), State.TasksOf(edit.Id)));

    EditTask Edit(int place) => new(_places[place], default, default, default, default, default, null);

    static EditStory EditOf(int story) => new(Story(story), default, default, default, default, default, default, false, null);

    WorkTask? Task(int place) => State.Tasks.Find(_places[place]);

    Story? StoryOf(int place) => State.StoryOf(_places[place]);

    static int? WorkerOf(Lease lease) => lease.SessionId is { } id ? Enumerable.Range(0, 3).Single(w => Worker(w) == id) : null;

    static StoryId Story(int story) => new(Id(10 + story));

    static WorkerSessionId Worker(int worker) => new(Id(20 + worker));

    static Guid Id(int number) => Guid.ParseExact($"01890a5dac967000b000{number:d12}", "N");
}

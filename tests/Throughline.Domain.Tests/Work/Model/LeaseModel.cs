using static Throughline.Domain.Tests.Work.Model.LeaseCommand;

namespace Throughline.Domain.Tests.Work.Model;

/// <summary>
/// The rules of leases once more, in the fewest words: no facts, no sessions apart from their holders. Written from the
/// documents, not from the code that it checks.
/// </summary>
sealed class LeaseModel
{
    public const int Attempts = 2;

    readonly Dictionary<int, ModelTask> _tasks = [];
    readonly Dictionary<int, (int Until, int Lease)> _alive = [];
    readonly Priority[] _priorities = [Priority.None, Priority.None];
    int _now;
    int _made;

    public LeaseModel()
    {
        for (var place = 0; place < 4; place++)
            _tasks[place] = new(_made++);
    }

    public string View => string.Join('\n', _tasks.OrderBy(t => t.Key).Select(t => $"{t.Key}: {t.Value}"));

    public int EpochOf(int place) => _tasks.GetValueOrDefault(place)?.Epoch ?? 1;

    public string Do(LeaseCommand command) => command switch
    {
        Claims c => Claim(c),
        Beats b => Beat(b),
        Completes c => About(c.Task, t => End(t, t.Epoch + c.Off, c.Time, "Completed", () => Complete(t))),
        Releases r => About(r.Task, t => End(t, t.Epoch + r.Off, r.Time, "Released", () => Release(t, r.Failed))),
        TimePasses p => $"{_now += p.Seconds}",
        Sweeps => Sweep(),
        Requeues r => About(r.Task, Requeue),
        Moves m => About(m.Task, t => t.Status == m.To ? "taken" : t.Lease == "Held" ? "409 task-leased" : Move(t, m.To)),
        Edits e => About(e.Task, t => Taken(() => t.Time = e.Time)),
        Deletes d => About(d.Task, _ => Taken(() => _tasks.Remove(d.Task))),
        Adds a => Taken(() => _tasks.TryAdd(a.Task, new(_made++))),
        Prioritises p => Taken(() => _priorities[p.Story] = p.Priority),
        Finishes f => Finish(f),
        _ => throw new NotSupportedException(),
    };

    string Claim(Claims claim)
    {
        _alive[claim.Worker] = (_now + claim.Lease, claim.Lease);
        var next = _tasks.Where(t => t.Value is { Status: Status.Open, Aside: false })
            .OrderByDescending(t => _priorities[t.Key / 2]).ThenBy(t => t.Value.Made).Take(claim.Count).ToList();
        foreach (var (_, task) in next)
            (task.Status, task.Epoch, task.Lease, task.Holder, task.Attempts) = (Status.InProgress, task.Epoch + 1, "Held", claim.Worker, task.Attempts + 1);
        return $"claimed {string.Join(' ', next.Select(t => $"{t.Key}@{t.Value.Epoch}"))}";
    }

    string Beat(Beats beat)
    {
        if (!_alive.TryGetValue(beat.Worker, out var session))
            return "ended";
        _alive[beat.Worker] = (beat.Leaves ? _now : _now + session.Lease, session.Lease);
        return "alive";
    }

    // Whoever repeats how a lease was ended is told so again. Else only the current epoch counts; it holds until it was ended by its
    // holder, or until a person moved what had expired.
    static string End(ModelTask task, int epoch, long time, string how, Action end)
    {
        if (task.Ends.GetValueOrDefault(epoch) == how)
            return "taken";
        if (epoch != task.Epoch || task.Lease is not ("Held" or "Expired"))
            return "409 lease-lost";
        if (task.Time + time > Seconds.Longest)
            return "409 time-too-long";
        end();
        (task.Lease, task.Holder, task.Time, task.Ends[epoch]) = (how, null, task.Time + time, how);
        return "taken";
    }

    static void Complete(ModelTask task)
    {
        task.Status = Status.Done;
        Requeue(task);
    }

    static void Release(ModelTask task, bool failed)
    {
        // What expired has counted already.
        if (task.Lease == "Expired")
            return;
        task.Status = Status.Open;
        if (!failed)
            task.Attempts--;
        else if (task.Attempts >= Attempts)
            task.Aside = true;
    }

    string Sweep()
    {
        foreach (var worker in _alive.Where(a => a.Value.Until <= _now).Select(a => a.Key).ToList())
        {
            _alive.Remove(worker);
            foreach (var task in _tasks.Values.Where(t => t.Holder == worker))
                (task.Lease, task.Holder, task.Status, task.Aside) = ("Expired", null, Status.Open, task.Attempts >= Attempts);
        }
        return "taken";
    }

    static string Requeue(ModelTask task) => Taken(() =>
    {
        if (task.Aside)
            (task.Aside, task.Attempts) = (false, 0);
    });

    static string Move(ModelTask task, Status to) => Taken(() =>
    {
        Requeue(task);
        if (task.Lease == "Expired")
            task.Lease = "Void";
        if (to == Status.Open)
            task.Attempts = 0;
        task.Status = to;
    });

    string Finish(Finishes finish)
    {
        var undone = _tasks.Where(t => t.Key / 2 == finish.Story && t.Value.Status != Status.Done).Select(t => t.Value).ToList();
        if (undone.Count > 0 && !finish.WithTasks)
            return "409 tasks-open";
        if (undone.Any(t => t.Lease == "Held"))
            return "409 tasks-leased";
        undone.ForEach(t => Move(t, Status.Done));
        return "taken";
    }

    string About(int place, Func<ModelTask, string> what) => _tasks.TryGetValue(place, out var task) ? what(task) : "404";

    static string Taken(Action what)
    {
        what();
        return "taken";
    }

    sealed class ModelTask(int made)
    {
        public int Made { get; } = made;
        public Status Status { get; set; }
        public int Epoch { get; set; }
        public string Lease { get; set; } = "None";
        public Dictionary<int, string> Ends { get; } = [];
        public int? Holder { get; set; }
        public int Attempts { get; set; }
        public bool Aside { get; set; }
        public long Time { get; set; }

        public override string ToString() => $"{Status} {Lease}@{Epoch} of {Holder} attempts {Attempts} aside {Aside} time {Time}";
    }
}

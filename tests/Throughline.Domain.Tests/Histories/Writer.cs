using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>
/// Stands in for the server's writer loop: loads rows, and takes each decision into the state before the next is made.
/// </summary>
public sealed class Writer(Instant begin)
{
    Position _position = Position.Start;

    public State State { get; private set; } = new() { Now = begin };

    public Instant Now
    {
        get => State.Now;
        set => State.Now = value;
    }

    /// <summary>Loads everything anew as a commit does that claims: with the head of a project's queue.</summary>
    public void Load(ProjectId project, int count)
    {
        State = Tables.ToState(Tables.Of(State).Values, State.Sessions.All, Now);
        var claimable = State.Tasks.All.Where(t => t.ProjectId == project && t.Status == Status.Open && !t.SetAside);
        foreach (var task in claimable.OrderByDescending(t => t.Priority).ThenBy(t => t.Id.Value).Take(Math.Max(count, 0)).ToList())
            State.Queue(project, task.Id);
    }

    /// <summary>Loads the sessions as a commit does that ends them: with all that they hold.</summary>
    public void LoadSessions() => State.WholeSessions.UnionWith(State.Sessions.All.Select(s => s.Id));

    public IReadOnlyList<Fact> Take(in Decision decision)
    {
        var facts = new List<Fact>();
        foreach (var draft in decision.Facts)
        {
            _position = _position.Next;
            var fact = new Fact(_position, Now, draft.EffectiveAt ?? Now, draft.ProjectId, UserId.Local, draft.SubjectId, draft.Data);
            State.Apply(fact);
            facts.Add(fact);
        }
        if (decision.Session is { } session)
            State.Sessions.Put(session.Id, session);
        foreach (var ended in decision.Ended)
            State.Sessions.Remove(ended);
        return facts;
    }
}

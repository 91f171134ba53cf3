using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;

namespace Throughline.Server.Journal;

/// <summary>The state while one commit's changes are decided, one after the other; each sees what those before it did.</summary>
sealed class Deciding(State state, KeptAnswers answers, Position last, Instant at)
{
    readonly FactBytes _bytes = new();

    public State State { get; } = state;

    public KeptAnswers Answers { get; } = answers;

    public Position Position { get; private set; } = last;

    public Instant At { get; } = at;

    /// <summary>The facts so far, as they are to be committed.</summary>
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>Bytes of the facts' data so far.</summary>
    public int Bytes => _bytes.Count;

    /// <summary>The decision, or why it can't be taken in the project that it is about.</summary>
    public Decision Within(in Decision decision) => decision.Refusal is null && Archive.Refuses(State, decision) is { } refusal ? refusal : decision;

    /// <summary>Takes what was decided into the state, so that the next decision sees it.</summary>
    public void Add(in Decision decision, Actor by)
    {
        foreach (var draft in decision.Facts)
            Add(draft, by);
        decision.Aside?.Invoke(State);
        if (decision.Session is { } session)
            State.Sessions.Put(session.Id, session);
        foreach (var ended in decision.Ended)
            State.Sessions.Remove(ended);
    }

    /// <summary>Gives the fact its position, folds it into the state, and writes its data: once, for table, followers and clients.</summary>
    void Add(in Draft draft, Actor by)
    {
        Position = Position.Next;
        var fact = new Fact(Position, At, draft.EffectiveAt ?? At, draft.ProjectId, by.UserId, draft.SubjectId, draft.Data);
        State.Apply(fact);
        Entries.Add(new JournalEntry(fact, _bytes.Write(fact.Data)) { CredentialId = by.CredentialId });
    }
}

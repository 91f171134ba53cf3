using System.Buffers;
using System.Text.Json;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal;

/// <summary>The state while one commit's changes are decided, one after the other; each sees what those before it did.</summary>
sealed class Deciding(State state, KeptAnswers answers, Position last, Instant at)
{
    readonly List<(Fact Fact, int End)> _facts = [];
    readonly ArrayBufferWriter<byte> _data = new(4096);
    Utf8JsonWriter? _writer;

    public State State { get; } = state;

    public KeptAnswers Answers { get; } = answers;

    public Position Position { get; private set; } = last;

    public Instant At { get; } = at;

    public int FactCount => _facts.Count;

    /// <summary>Bytes of the facts' data so far.</summary>
    public int Bytes => _data.WrittenCount;

    /// <summary>Takes what was decided into the state, so that the next decision sees it.</summary>
    public void Add(in Decision decision, UserId actor)
    {
        foreach (var draft in decision.Facts)
            Add(draft, actor);
        if (decision.Session is { } session)
            State.Sessions.Put(session.Id, session);
        foreach (var ended in decision.Ended)
            State.Sessions.Remove(ended);
    }

    /// <summary>Gives the fact its position, folds it into the state, and writes its data: once, for table, followers and clients.</summary>
    void Add(in Draft draft, UserId actor)
    {
        Position = Position.Next;
        var fact = new Fact(Position, At, draft.EffectiveAt ?? At, draft.ProjectId, actor, draft.SubjectId, draft.Data);
        State.Apply(fact);
        _writer ??= new Utf8JsonWriter(_data, FactJson.Writing);
        FactJson.Write(_writer, fact.Data);
        _writer.Flush();
        _writer.Reset();
        _facts.Add((fact, _data.WrittenCount));
    }

    public List<JournalEntry> ToEntries()
    {
        ReadOnlyMemory<byte> data = _data.WrittenSpan.ToArray();
        var entries = new List<JournalEntry>(_facts.Count);
        var start = 0;
        foreach (var (fact, end) in _facts)
        {
            entries.Add(new JournalEntry(fact, data[start..end]));
            start = end;
        }
        return entries;
    }
}

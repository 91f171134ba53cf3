using NodaTime;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Items;

namespace Throughline.Domain.Tests.Items;

/// <summary>A project with items, and people who hand them to each other at random: now, for the past, with acceptance, and with corrections afterwards.</summary>
sealed class Custody
{
    public static readonly ProjectId Project = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));
    static readonly Instant Beginning = Instant.FromUtc(2026, 1, 1, 0, 0);

    readonly Random _random;
    int _ids;

    public Custody(int seed)
    {
        _random = new(seed);
        State.Now = Beginning + Duration.FromDays(10);
        Do(new Draft(Project, Project.Value, new ProjectCreated("TL", "x")), default);
        var kind = new CreateBaseItem(new(NewId()), Project, "A thing");
        Do(kind.Decide(State), default);
        Items = [.. Enumerable.Range(0, 3).Select(_ => new ItemId(NewId()))];
        foreach (var item in Items)
            Do(new CreateItem(item, Project, kind.Id, null, null, null, default).Decide(State), default);
    }

    public State State { get; } = new();

    public List<Fact> Facts { get; } = [];

    /// <summary>What was done, by the test's own account.</summary>
    public List<Told> Account { get; } = [];

    public ItemId[] Items { get; }

    public static UserId[] People { get; } = [.. Enumerable.Range(1, 4).Select(i => new UserId(Guid.Parse($"01890a5d-ac96-774b-bcce-b30209900{i:000}")))];

    /// <summary>Some moment in the span that anything happens in; often one at which something does.</summary>
    public Instant AnyMoment() => _random.Next(3) == 0 && Account.Count > 0 ? Any(Account).At
        : Beginning + Duration.FromSeconds(_random.Next(0, (int)(State.Now - Beginning).TotalSeconds));

    public void Step()
    {
        State.Now += Duration.FromSeconds(_random.Next(0, 3) * 1800);
        switch (_random.Next(6))
        {
            case 0 or 1 or 2:
                HandOver();
                break;
            case 3 when Account.Where(t => t.Stands == Stands.Waits).ToList() is { Count: > 0 } waiting:
                Settle(Any(waiting));
                break;
            case 4 when Account.Where(t => t.Stands == Stands.Counts).ToList() is { Count: > 0 } counting:
                Correct(Any(counting));
                break;
        }
    }

    void HandOver()
    {
        var (item, to) = (Any(Items), Any(People));
        Instant? at = _random.Next(2) == 0 ? null : AnyMoment();
        var hand = new TransferItem(new(NewId()), Project, item, to, at, _random.Next(3) == 0);
        if (Do(hand.Decide(State, default, _ => null), default) is { } refusal)
            (refusal.Code, Account.Any(t => t.Item == item && t.Stands == Stands.Waits)).ShouldBe(("transfer-awaits", true));
        else
            Account.Add(new Told(hand.Id, item, to, at ?? State.Now, at is not null, Facts.Count) { Stands = hand.Awaits ? Stands.Waits : Stands.Counts });
    }

    void Settle(Told told)
    {
        var how = _random.Next(3);
        Do(how switch
        {
            0 => new RefuseTransfer(told.Id, "No").Decide(State, told.To),
            1 => new RecallTransfer(told.Id).Decide(State, default, _ => null),
            _ => new AcceptTransfer(told.Id).Decide(State, told.To),
        }, told.To).ShouldBeNull();
        told.Stands = how < 2 ? Stands.Not : Stands.Counts;
        if (how == 2 && !told.IsStated)
            told.At = State.Now;
    }

    void Correct(Told told)
    {
        var isVoid = _random.Next(3) == 0;
        UserId? to = isVoid || _random.Next(2) == 0 ? null : Any(People);
        Instant? at = isVoid || (to is not null && _random.Next(2) == 0) ? null : AnyMoment();
        var correct = new CorrectTransfer(told.Id, new(NewId()), to, at, isVoid, null);
        var before = Facts.Count;
        Do(correct.Decide(State), default).ShouldBeNull();
        if (Facts.Count == before)
            return;
        told.Stands = Stands.Not;
        if (!isVoid)
            Account.Add(new Told(correct.By, told.Item, to ?? told.To, at ?? told.At, true, Facts.Count) { Stands = Stands.Counts });
    }

    /// <summary>Takes a decision as the sequencer does.</summary>
    public Refusal? Do(Decision decision, UserId by)
    {
        foreach (var draft in decision.Facts)
        {
            var fact = new Fact(new(Facts.Count + 1), State.Now, draft.EffectiveAt ?? State.Now, draft.ProjectId, by, draft.SubjectId, draft.Data);
            State.Apply(fact);
            Facts.Add(fact);
        }
        return decision.Refusal;
    }

    T Any<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    Guid NewId() => Guid.ParseExact($"01890a5dac96774b8{++_ids:x15}", "N");
}

enum Stands
{
    Waits,
    Counts,
    Not,
}

/// <summary>A transfer by the test's own account.</summary>
/// <param name="Order">Of two at the same moment the later one counts.</param>
sealed record Told(TransferId Id, ItemId Item, UserId To, Instant First, bool IsStated, int Order)
{
    public Instant At { get; set; } = First;

    public Stands Stands { get; set; }
}

using System.Text.Json;
using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Folding the journal gives the rows back, row for row.</summary>
public class FoldProperties
{
    [Fact]
    public void Facts_as_written_fold_to_the_same_rows_at_every_turn() => Always.HoldsInHistories(history =>
    {
        var state = new State();
        foreach (var turn in history.Turns)
        {
            foreach (var fact in turn.Facts)
                state.Apply(fact with { Data = WrittenAndRead(fact.Data) });
            Tables.Difference(turn.After, Tables.Of(state)).ShouldBeEmpty();
        }
    });

    [Fact]
    public void Every_row_carries_the_moment_of_the_last_fact_about_it() => Always.HoldsInHistories(history =>
    {
        foreach (var row in history.State.Projects.All)
            (row.CreatedAt, row.UpdatedAt).ShouldBe(Moments(history, row.Id.Value));
        foreach (var row in history.State.Tasks.All)
            (row.CreatedAt, row.UpdatedAt).ShouldBe(Moments(history, row.Id.Value));
        foreach (var row in history.State.Stories.All)
            row.CreatedAt.ShouldBe(Moments(history, row.Id.Value).First);
    });

    [Fact]
    public void Touched_rows_are_the_difference_that_facts_made() => Always.HoldsInHistories(history =>
    {
        // From every tenth turn to the end: a writer, too, takes many changes at once onto rows that it loaded.
        for (var from = 0; from < history.Turns.Count; from += 10)
        {
            var state = Tables.ToState(history.Turns[from].Before.Values);
            foreach (var fact in history.Turns.Skip(from).SelectMany(t => t.Facts))
                state.Apply(fact);
            List<(object? Before, object? Now)> touched =
            [
                .. state.Projects.Touched.Select(r => ((object?)r.Before, (object?)r.Now)),
                .. state.Stories.Touched.Select(r => ((object?)r.Before, (object?)r.Now)),
                .. state.Tasks.Touched.Select(r => ((object?)r.Before, (object?)r.Now)),
            ];
            touched.Count.ShouldBe(touched.Distinct().Count());
            touched.ToHashSet().SetEquals(Tables.Difference(history.Turns[from].Before, history.Turns[^1].After)).ShouldBeTrue();
        }
    });

    [Fact]
    public void A_history_with_a_hole_or_told_twice_does_not_fit() => Always.HoldsInHistories(history =>
    {
        foreach (var created in history.Facts.Where(f => f.Data is ProjectCreated or StoryCreated or TaskCreated))
        {
            Should.Throw<FoldException>(() => Fold(history.Facts.SelectMany(f => f == created ? [f, f] : new[] { f })));
            if (history.Facts.Any(f => f.Position > created.Position && f.SubjectId == created.SubjectId))
                Should.Throw<FoldException>(() => Fold(history.Facts.Where(f => f != created)));
        }
    }, times: 50);

    static (Instant First, Instant Last) Moments(History history, Guid subject)
    {
        var moments = history.Facts.Where(f => f.SubjectId == subject).Select(f => f.At).ToList();
        return (moments[0], moments[^1]);
    }

    static void Fold(IEnumerable<Fact> facts)
    {
        var state = new State();
        foreach (var fact in facts)
            state.Apply(fact);
    }

    static FactData WrittenAndRead(FactData data)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, FactJson.Writing))
            FactJson.Write(writer, data);
        return FactJson.Read(data.Type, bytes.ToArray());
    }
}

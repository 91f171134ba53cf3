using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Properties prove little when the histories are dull.</summary>
public class HistoriesTests
{
    static readonly History Long = History.Of(Steps.Sample(7, 5_000));

    [Fact]
    public void They_tell_facts_of_every_type() =>
        Long.Facts.Select(f => f.Type).Distinct().ShouldBe(FactJson.TypeNames, ignoreOrder: true);

    [Fact]
    public void They_meet_every_refusal_that_the_rules_know() =>
        Long.Turns.Select(t => t.Decision.Refusal?.Code).OfType<string>().Distinct().ShouldBe(
            ["invalid-input", "not-found", "stale-version", "key-taken", "external-key-taken", "project-not-empty", "tasks-open", "tasks-started"],
            ignoreOrder: true);

    [Fact]
    public void The_same_seed_tells_the_same_history() =>
        History.Of(Steps.Sample(3, 200)).Facts.ShouldBe(History.Of(Steps.Sample(3, 200)).Facts);

    [Fact]
    public void Positions_are_dense_and_times_never_go_back()
    {
        Long.Facts.Select(f => f.Position.Value).ShouldBe(Enumerable.Range(1, Long.Facts.Count()).Select(n => (long)n));
        Long.Facts.Zip(Long.Facts.Skip(1)).ShouldAllBe(pair => pair.First.At <= pair.Second.At);
    }
}

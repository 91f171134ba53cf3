using Throughline.Domain.Facts;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Properties prove little when the histories are dull.</summary>
public class HistoriesTests
{
    // Short ones are rich in what becomes of a single task, long ones in what many do to each other.
    static readonly List<History> Many = [.. Enumerable.Range(1, 100).Select(seed => History.Of(Steps.Sample(seed * 1_000_003, 10 * seed)))];

    [Fact]
    public void They_tell_facts_of_every_type_that_is_about_work() =>
        Many.SelectMany(h => h.Facts).Select(f => f.Type).Distinct().ShouldBe(
            FactJson.TypeNames.Where(t => t.Split('.', 2)[0] is "project" or "story" or "task"), ignoreOrder: true);

    [Fact]
    public void They_meet_every_refusal_that_the_rules_know() =>
        Many.SelectMany(h => h.Turns).Select(t => t.Decision.Refusal?.Code).OfType<string>().Distinct().ShouldBe(
            ["invalid-input", "not-found", "stale-version", "key-taken", "external-key-taken", "project-not-archived", "project-archived", "tasks-open", "tasks-started",
             "task-leased", "tasks-leased", "lease-lost", "time-too-long", "session-taken"],
            ignoreOrder: true);

    [Fact]
    public void The_same_seed_tells_the_same_history() =>
        History.Of(Steps.Sample(3, 200)).Facts.ShouldBe(History.Of(Steps.Sample(3, 200)).Facts);

    [Fact]
    public void Positions_are_dense_and_times_never_go_back()
    {
        foreach (var facts in Many.Select(h => h.Facts.ToList()))
        {
            facts.Select(f => f.Position.Value).ShouldBe(Enumerable.Range(1, facts.Count).Select(n => (long)n));
            facts.Zip(facts.Skip(1)).ShouldAllBe(pair => pair.First.At <= pair.Second.At);
        }
    }
}

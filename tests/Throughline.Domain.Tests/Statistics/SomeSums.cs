using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

/// <summary>Facts of random histories, their times spread: what people do in a minute, or over weeks.</summary>
static class SomeSums
{
    public static IReadOnlyList<Fact> Spread(IEnumerable<Fact> facts, int factor)
    {
        var list = facts.ToList();
        return [.. list.Select(f => f with { At = At(f.At), EffectiveAt = At(f.EffectiveAt) })];

        Instant At(Instant at) => list[0].At + (at - list[0].At) * factor;
    }

    public static FactSums Of(IEnumerable<Fact> facts)
    {
        var sums = new FactSums();
        foreach (var fact in facts)
            sums.Add(fact);
        return sums;
    }

    public static Gen<int> Factor => Gen.Elements(1, 60, 3600);

    /// <summary>Each effect of the facts with its second: what everything is checked against.</summary>
    public static IEnumerable<(ProjectId Project, Effect Effect, long Second)> EffectsOf(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
        {
            var effects = new List<Effect>();
            Effects.Of(fact.Data, effects);
            foreach (var effect in effects)
                yield return (fact.ProjectId, effect, fact.EffectiveAt.ToUnixTimeSeconds());
        }
    }
}

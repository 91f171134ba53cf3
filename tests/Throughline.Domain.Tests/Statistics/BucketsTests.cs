using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Statistics;
using Throughline.Domain.Tests.Histories;

namespace Throughline.Domain.Tests.Statistics;

public class BucketsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3600)]
    public void Buckets_of_every_resolution_hold_what_the_facts_add(int factor) => Always.HoldsInHistories(history =>
    {
        var facts = history.Facts.Any() ? SomeSums.Spread(history.Facts, factor) : [];
        var expected =
            from e in SomeSums.EffectsOf(facts)
            from project in new[] { e.Project, Buckets.AllProjects }
            from resolution in Resolutions.Stored
            group e.Effect by new BucketKey(project, resolution, e.Effect.Series, resolution.Floor(e.Second)) into bucket
            let sum = new Sum(bucket.Sum(e => e.Count), bucket.Sum(e => e.Sum))
            where sum != default
            orderby bucket.Key
            select KeyValuePair.Create(bucket.Key, sum);
        Buckets.Of(SomeSums.Of(facts), _ => long.MinValue).ShouldBe(expected);
    });

    [Fact]
    public void Nothing_goes_into_buckets_that_are_not_kept() => Always.HoldsInHistories(history =>
    {
        var facts = history.Facts.ToList();
        var sums = SomeSums.Of(facts);
        var from = facts.Count == 0 ? 0 : Resolution.Minute.Floor(facts[facts.Count / 2].At.ToUnixTimeSeconds());
        Buckets.Of(sums, r => r == Resolution.Second ? from : long.MinValue)
            .ShouldBe(Buckets.Of(sums, _ => long.MinValue).Where(b => b.Key.Resolution != Resolution.Second || b.Key.Start >= from));
    });

    [Fact]
    public void Totals_are_the_sums_over_all_time() => Always.HoldsInHistories(history =>
    {
        var expected =
            from e in SomeSums.EffectsOf(history.Facts)
            from project in new[] { e.Project, Buckets.AllProjects }
            group e.Effect by (project.Value, e.Effect.Series) into total
            let sum = new Sum(total.Sum(e => e.Count), total.Sum(e => e.Sum))
            where sum != default
            select KeyValuePair.Create(total.Key, sum);
        Buckets.Totals(SomeSums.Of(history.Facts)).ShouldBe(expected, ignoreOrder: true);
    });

    [Fact]
    public void What_somebody_did_and_what_the_others_did_is_all_that_was_done() => Always.HoldsInHistories(history =>
    {
        var people = new[] { UserId.Local, new UserId(Guid.AllBitsSet) };
        var facts = history.Facts.Where(f => f.Data is not ProjectDeleted).Select((f, i) => f with { ActorId = people[i % 2] }).ToList();
        var sums = new FactSums(withParts: true);
        foreach (var fact in facts)
            sums.Add(fact);
        var together =
            from part in Parts.BucketsOf(sums.ByPart)
            where part.Key.Part.Dimension == Dimension.Person
            group part.Value by new BucketKey(part.Key.Project, part.Key.Resolution, part.Key.Series, part.Key.Start) into bucket
            let sum = bucket.Aggregate((one, other) => one + other)
            where sum != default
            orderby bucket.Key
            select KeyValuePair.Create(bucket.Key, sum);
        together.ShouldBe(Buckets.Of(sums, _ => long.MinValue)
            .Where(b => b.Key.Project != Buckets.AllProjects && !b.Key.Series.IsLevel() && Parts.Stored.Contains(b.Key.Resolution)));
    });

    [Fact]
    public void A_fact_that_says_the_impossible_adds_nothing()
    {
        var sums = new FactSums();
        var damaged = new TaskCreated(default, "x", "", Status.Open, default, new(Seconds.Longest + 1));
        var fact = new Fact(new(1), default, default, default, UserId.Local, default, damaged);
        Should.Throw<FoldException>(() => sums.Add(fact)).Message.ShouldBe("It adds 315360001 to time.seconds.");
        sums.BySecond.ShouldBeEmpty();
    }
}

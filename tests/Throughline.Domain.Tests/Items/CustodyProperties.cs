using FsCheck.Fluent;
using NodaTime;
using Throughline.Domain.Facts;
using Throughline.Domain.Items;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Items;

/// <summary>Whatever was recorded late, corrected or refused: who held what, when, is what a list of all that counts says, looked through from end to end.</summary>
public class CustodyProperties
{
    [Fact]
    public void The_owner_at_any_moment_is_the_receiver_of_the_latest_transfer_that_counts() => Always.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var custody = new Custody(seed);
        for (var step = 0; step < 60; step++)
        {
            custody.Step();
            foreach (var item in custody.Items)
            {
                var moment = custody.AnyMoment();
                var owner = custody.State.Chains.At(item, moment)?.OwnerId;
                owner.ShouldBe(OwnerOf(custody, item, moment));
            }
        }
    });

    [Fact]
    public void Spans_follow_each_other_and_are_found_by_their_nodes() => Always.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var custody = Some(seed, 80);
        var held = custody.State.Transfers.All.Where(t => t.Status == TransferStatus.Accepted).ToList();
        foreach (var transfer in custody.State.Transfers.All.Where(t => t.Status != TransferStatus.Accepted))
            transfer.Until.ShouldBeNull();
        for (var i = 0; i < 40; i++)
        {
            var moment = custody.AnyMoment();
            var (notAfter, after) = SpanNode.At(moment);
            foreach (var person in Custody.People)
            {
                // As HeldQuery asks for it.
                var found = held.Where(t => t.OwnerId == person).Where(t => SpanNode.Of(t.At, t.Until) is { } node
                    ? (notAfter.Contains(node) && t.Until > moment) || (after.Contains(node) && t.At <= moment)
                    : t.Until is null && t.At <= moment);
                found.Select(t => t.ItemId.Value).Order().ShouldBe(custody.Items.Where(item => OwnerOf(custody, item, moment) == person).Select(item => item.Value).Order());
            }
        }
    });

    [Fact]
    public void The_journal_folds_to_the_same_rows() => Always.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var custody = Some(seed, 60);
        var state = new State();
        foreach (var fact in custody.Facts)
            state.Apply(fact);
        state.Transfers.All.ToHashSet().SetEquals(custody.State.Transfers.All).ShouldBeTrue();
        state.Items.All.ToHashSet().SetEquals(custody.State.Items.All).ShouldBeTrue();
        state.BaseItems.All.ShouldHaveSingleItem().ItemCount.ShouldBe(custody.Items.Length);
    });

    [Fact]
    public void Statistics_are_a_recount_by_effective_time() => Always.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var custody = Some(seed, 60);
        var sums = new FactSums();
        foreach (var fact in custody.Facts)
            sums.Add(fact);
        var counts = custody.Account.Where(t => t.Stands == Stands.Counts).ToList();
        SumsOf(Series.ItemsTransferred).ShouldBe(counts.CountBy(t => t.At.ToUnixTimeSeconds()).OrderBy(c => c.Key).Select(c => (c.Key, (long)c.Value, 0L)));
        SumsOf(Series.ItemsHeld).ShouldBe(counts.GroupBy(t => t.Item).Select(t => t.Min(one => one.At).ToUnixTimeSeconds()).CountBy(s => s).OrderBy(c => c.Key)
            .Select(c => (c.Key, 0L, (long)c.Value)));

        IEnumerable<(long, long, long)> SumsOf(Series series) => sums.BySecond.Where(s => s.Key.Series == series && s.Value != default)
            .OrderBy(s => s.Key.Second).Select(s => (s.Key.Second, s.Value.Count, s.Value.Amount));
    });

    [Fact]
    public void A_span_of_any_length_is_found_at_its_moments_and_at_no_others() => Always.Holds(
        from start in Gen.Choose(0, int.MaxValue)
        from scale in Gen.Choose(0, 50)
        from length in Gen.Choose(1, 1000)
        from offset in Gen.Choose(-1, 1000)
        select (start, length: length * (1L << scale / 2), offset: offset * (1L << scale / 2)), t =>
    {
        var begin = Instant.FromUtc(1900, 1, 1, 0, 0) + Duration.FromSeconds(t.start * 4.0);
        var (until, moment) = (begin + Micro(t.length), begin + Micro(t.offset));
        var node = SpanNode.Of(begin, until).ShouldNotBeNull();
        var (notAfter, after) = SpanNode.At(moment);
        ((notAfter.Contains(node) && until > moment) || (after.Contains(node) && begin <= moment)).ShouldBe(begin <= moment && moment < until);
        SpanNode.Of(begin, begin).ShouldBeNull();
        SpanNode.Of(begin, null).ShouldBeNull();
    }, 1000);

    static Duration Micro(long micros) => Duration.FromTicks(micros * 10);

    static Custody Some(int seed, int steps)
    {
        var custody = new Custody(seed);
        for (var i = 0; i < steps; i++)
            custody.Step();
        return custody;
    }

    // On purpose nothing here is shared with what it checks.
    static UserId? OwnerOf(Custody custody, ItemId item, Instant moment)
    {
        Told? latest = null;
        foreach (var told in custody.Account)
            if (told.Item == item && told.Stands == Stands.Counts && told.At <= moment
                && (latest is null || told.At > latest.At || (told.At == latest.At && told.Order > latest.Order)))
                latest = told;
        return latest?.To;
    }
}

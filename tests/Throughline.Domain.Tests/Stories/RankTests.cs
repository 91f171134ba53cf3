using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Stories;

public class RankTests
{
    [Fact]
    public void Without_a_place_newer_stories_come_first()
    {
        Rank.Of(1).ShouldBe("2147483646");
        Rank.NumberOf(Rank.Of(12)).ShouldBe(12);
        Numbers(1, 2, 9, 10, 11, 99, 100, int.MaxValue).Reverse().ShouldBe(Numbers(1, 2, 9, 10, 11, 99, 100, int.MaxValue).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_story_that_is_put_first_stands_before_all_that_there_are_and_after_those_to_come()
    {
        var first = Rank.Between(null, Rank.Of(7));
        first.ShouldBeLessThan(Rank.Of(7));
        first.ShouldBeGreaterThan(Rank.Of(8));
    }

    [Theory]
    [InlineData("2147483640", true)]
    [InlineData("2147483640a", true)]
    [InlineData("21474836400i", true)]
    [InlineData("2147483640a0", false)]
    [InlineData("9147483640", false)]
    [InlineData("214748364", false)]
    [InlineData("-147483640", false)]
    [InlineData("2147483640A", false)]
    public void A_rank_is_known_when_it_is_seen(string text, bool isOne) => Rank.IsOne(text).ShouldBe(isOne);

    /// <summary>Stories come, and are put anywhere, mostly at few places again and again, as nobody would who does not want to break it.</summary>
    [Fact]
    public void However_stories_are_moved_each_stands_where_it_was_put_and_ranks_stay_short()
    {
        var moves = Gen.Choose(0, 9_999).Two().ListOf(300);
        Prop.ForAll(Arb.From(moves.SelectMany(m => Gen.Choose(1, 40).Select(n => (Moves: m.ToList(), Stories: n)))), given =>
        {
            var order = Enumerable.Range(1, given.Stories).Select(Rank.Of).Order(StringComparer.Ordinal).ToList();
            foreach (var (what, where) in given.Moves)
            {
                // Three of four beside the same ones.
                var (from, to) = (what % order.Count, (where % 4 == 0 ? where : where % 3) % order.Count);
                var moved = order[from];
                order.RemoveAt(from);
                var at = Math.Min(to, order.Count);
                var rank = order.Count == 0 ? moved : Rank.Between(at == 0 ? null : order[at - 1], at == order.Count ? null : order[at]);
                Rank.IsOne(rank).ShouldBeTrue(rank);
                order.Insert(at, rank);
                if (rank.Length > Rank.Crowded)
                    Spread(order, Rank.Cell(rank));
            }
            order.ShouldBe(order.Order(StringComparer.Ordinal));
            order.ShouldBeUnique();
            order.Max(r => r.Length).ShouldBeLessThanOrEqualTo(Rank.Crowded);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void At_one_place_a_hundred_more_fit_before_it_is_crowded(int side)
    {
        // Each right before the one before, or right after: the place closes as fast as it can.
        var (low, high) = (Rank.Of(2), Rank.Of(1));
        var count = 0;
        while (Rank.Between(low, high) is var rank && rank.Length <= Rank.Crowded)
        {
            rank.ShouldBeGreaterThan(low);
            rank.ShouldBeLessThan(high);
            if (side == 0)
                high = rank;
            else
                low = rank;
            count++;
        }
        count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Spread_ranks_are_short_and_in_order_between_what_stays()
    {
        for (var count = 0; count < 3000; count = count * 2 + 1)
        {
            var spread = Rank.Spread("2147483640", null, count);
            spread.Count.ShouldBe(count);
            spread.ShouldBe(spread.Order(StringComparer.Ordinal));
            spread.ShouldBeUnique();
            spread.ShouldAllBe(r => r.Length <= 14 && Rank.IsOne(r) && Rank.Cell(r) == "2147483640");

            foreach (var rank in Rank.Spread("2147483640hzzz", "2147483640i0001", count))
            {
                rank.ShouldBeGreaterThan("2147483640hzzz");
                rank.ShouldBeLessThan("2147483640i0001");
            }
        }
    }

    static void Spread(List<string> order, string cell)
    {
        var crowd = order.Where(r => Rank.Cell(r) == cell && r.Length > cell.Length).ToList();
        foreach (var (old, next) in crowd.Zip(Rank.Spread(cell, null, crowd.Count)))
            order[order.IndexOf(old)] = next;
    }

    static IEnumerable<string> Numbers(params int[] numbers) => numbers.Select(Rank.Of);
}

using FsCheck.Fluent;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

public class BucketWindowTests
{
    static readonly SeriesSet Both = SeriesSet.Of(Series.TimeSeconds, Series.StoriesOpen);

    static readonly FsCheck.Gen<(Resolution Resolution, int Points, (Series Series, int Second, Sum Sum)[] Added, int[] Moves)> Any =
        from resolution in Gen.Elements(Resolution.Second, Resolution.Minute)
        from points in Gen.Choose(1, 6)
        from added in Gen.ArrayOf(
            from series in Gen.Elements(Series.TimeSeconds, Series.StoriesOpen)
            from second in Gen.Choose(-3 * (int)resolution, 12 * (int)resolution)
            from sum in Gen.Choose(-3, 3)
            select (series, second, new Sum(series.IsLevel() ? 0 : 1, sum)))
        from moves in Gen.ArrayOf(Gen.Choose(0, 15 * (int)resolution))
        select (resolution, points, added, moves);

    [Fact]
    public void Facts_in_any_order_between_moves_in_time_give_what_adding_them_up_gives() => Always.Holds(Any, one =>
    {
        var window = new BucketWindow(Both, BucketCalendar.Utc(one.Resolution), 0, one.Points);
        for (var i = 0; i < Math.Max(one.Added.Length, one.Moves.Length); i++)
        {
            if (i < one.Added.Length)
                window.Add(one.Added[i].Series, one.Added[i].Second, one.Added[i].Sum);
            if (i < one.Moves.Length)
                window.MoveTo(one.Moves[i]);
        }
        var last = Math.Max((one.Points - 1) * one.Resolution.Length(), one.Moves.Select(m => one.Resolution.Floor(m)).DefaultIfEmpty().Max());
        window.StartOf(window.Points - 1).ShouldBe(last);
        for (var bucket = 0; bucket < window.Points; bucket++)
        {
            var (start, end) = (window.StartOf(bucket), window.StartOf(bucket + 1));
            // Flows that were older than the window when they came are gone; what came in time or lay ahead is all there.
            var flow = Sums(Series.TimeSeconds).Where(a => a.Second >= start && a.Second < end).ToList();
            window[0, bucket].ShouldBe(new Sum(flow.Count, flow.Sum(a => a.Sum.Amount)));
            window[1, bucket].ShouldBe(new Sum(0, Sums(Series.StoriesOpen).Where(a => a.Second < end).Sum(a => a.Sum.Amount)));
        }

        IEnumerable<(Series Series, int Second, Sum Sum)> Sums(Series series) => one.Added.Where(a => a.Series == series);
    }, times: 500);

    [Fact]
    public void The_level_at_the_end_settles_those_before()
    {
        var window = new BucketWindow(SeriesSet.Of(Series.StoriesOpen), BucketCalendar.Utc(Resolution.Second), 0, 3);
        window.Add(Series.StoriesOpen, 1, new Sum(0, 2));
        window.Add(Series.StoriesOpen, 2, new Sum(0, -1));
        window.Settle(Series.StoriesOpen, 7);
        Enumerable.Range(0, 3).Select(i => window[0, i].Amount).ShouldBe([6, 8, 7]);
    }

    [Fact]
    public void It_says_when_it_came_to_what_lay_ahead()
    {
        var window = new BucketWindow(Both, BucketCalendar.Utc(Resolution.Second), 0, 3);
        window.Add(Series.TimeSeconds, 5, new Sum(1, 60));
        window.MoveTo(4).ShouldBe((2, false));
        window.MoveTo(5).ShouldBe((1, true));
        window.MoveTo(6).ShouldBe((1, false));
        window[0, window.IndexOf(5)].ShouldBe(new Sum(1, 60));
    }
}

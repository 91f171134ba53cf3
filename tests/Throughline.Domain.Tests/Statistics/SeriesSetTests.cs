using FsCheck.Fluent;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

public class SeriesSetTests
{
    static readonly FsCheck.Gen<Series[]> Some = Gen.ArrayOf(Gen.Elements<Series>([.. SeriesNames.All]));

    [Fact]
    public void It_holds_each_series_once_in_order_whatever_the_order_given() => Always.Holds(Some, series =>
    {
        var set = SeriesSet.Of(series);
        set.ShouldBe(series.Distinct().Order());
        set.Count.ShouldBe(series.Distinct().Count());
        SeriesSet.Of(series.Reverse()).ShouldBe(set);
        set.Select(set.IndexOf).ShouldBe(Enumerable.Range(0, set.Count));
        foreach (var one in SeriesNames.All)
            (set.Contains(one), set.IndexOf(one) >= 0).ShouldBe((series.Contains(one), series.Contains(one)));
    });

    [Fact]
    public void All_of_them() => SeriesSet.All.ShouldBe(Enum.GetValues<Series>().Order());

    [Fact]
    public void It_reads_as_a_query_parameter() =>
        SeriesSet.Of(Series.StoriesOpen, Series.StoriesCreated).ToString().ShouldBe("stories.created,stories.open");
}

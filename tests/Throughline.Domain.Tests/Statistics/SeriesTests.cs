using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

public class SeriesTests
{
    [Fact]
    public void Each_series_has_a_name_of_its_own_that_is_read_back()
    {
        SeriesNames.All.ShouldBe(Enum.GetValues<Series>(), ignoreOrder: true);
        SeriesNames.All.Select(s => s.Name()).ShouldBeUnique();
        foreach (var series in SeriesNames.All)
            (SeriesNames.TryParse(series.Name(), out var read), read).ShouldBe((true, series));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stories.inprogress")]
    [InlineData("StoriesOpen")]
    public void Another_name_is_none(string name) => SeriesNames.TryParse(name, out _).ShouldBeFalse();

    // The database keeps the numbers, so none may ever mean something else.
    [Fact]
    public void Numbers_names_and_kinds_are_as_approved() =>
        SeriesNames.All.Order().Select(s => $"{(short)s} {s.Name()} {(s.IsLevel() ? "level" : "flow")}").ShouldBe([
            "1 stories.created flow",
            "2 stories.completed flow",
            "3 stories.deleted flow",
            "4 tasks.created flow",
            "5 tasks.completed flow",
            "6 time.seconds flow",
            "7 tasks.claimed flow",
            "8 tasks.released flow",
            "9 tasks.expired flow",
            "10 tasks.setAside flow",
            "11 items.created flow",
            "12 items.transferred flow",
            "32 stories.open level",
            "33 stories.inProgress level",
            "34 stories.done level",
            "35 tasks.open level",
            "36 tasks.inProgress level",
            "37 tasks.done level",
            "38 items.held level",
        ]);
}

using Shouldly;
using Throughline.Bench.Runs;
using Xunit;

namespace Throughline.Bench.Tests.Runs;

public sealed class SpreadTests
{
    [Fact]
    public void Of_an_odd_number_the_middle_one_is_the_median() => Spread.Of([3, 1, 2]).ShouldBe(new Spread(2, 1, 3));

    [Fact]
    public void Of_an_even_number_the_median_lies_between_the_middle_two() => Spread.Of([4, 1, 2, 10]).ShouldBe(new Spread(3, 1, 10));

    [Fact]
    public void Nothing_has_no_median() => Should.Throw<ArgumentException>(() => Spread.Of([]));
}

using Shouldly;
using Throughline.Bench.Wire;
using Xunit;

namespace Throughline.Bench.Tests.Wire;

public sealed class LatenciesTests
{
    [Fact]
    public void A_share_is_at_most_a_sixtieth_too_high_and_never_too_low()
    {
        var latencies = new Latencies();
        for (var i = 1; i <= 10_000; i++) latencies.Add(i * 10_000L);
        latencies.Milliseconds(0.5).ShouldBeInRange(50, 50 * 61 / 60.0);
        latencies.Milliseconds(0.99).ShouldBeInRange(99, 99 * 61 / 60.0);
    }

    [Fact]
    public void Nothing_took_no_time() => new Latencies().Milliseconds(0.99).ShouldBe(0);
}

using Shouldly;
using Throughline.Server.Client.Work;
using Xunit;

namespace Throughline.Server.Tests.Client.Work;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0.5, 500)]
    [InlineData(0.99, 990)]
    [InlineData(1, 1000)]
    public void A_share_of_them_took_no_longer_within_5_percent(double share, double milliseconds)
    {
        var latencies = new Latencies();
        for (var i = 1; i <= 1000; i++)
            latencies.Add(TimeSpan.FromMilliseconds(i));
        latencies.Count.ShouldBe(1000);
        latencies.At(share).TotalMilliseconds.ShouldBe(milliseconds, milliseconds * 0.05);
    }

    [Fact]
    public void What_is_beyond_every_measure_is_counted_too()
    {
        var latencies = new Latencies();
        latencies.At(0.5).ShouldBe(TimeSpan.Zero);
        latencies.Add(TimeSpan.FromSeconds(-1));
        latencies.At(1).TotalMilliseconds.ShouldBe(0.01, 0.001);
        latencies.Add(TimeSpan.FromDays(365));
        latencies.At(1).ShouldBeGreaterThan(TimeSpan.FromDays(1));
    }
}

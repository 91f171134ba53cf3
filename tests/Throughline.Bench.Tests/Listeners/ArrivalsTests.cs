using System.Text;
using Shouldly;
using Throughline.Bench.Listeners;
using Throughline.Bench.Wire;
using Xunit;

namespace Throughline.Bench.Tests.Listeners;

public sealed class ArrivalsTests
{
    [Fact]
    public void Events_are_found_wherever_the_stream_is_cut()
    {
        var stream = Stream(0, 1, 2);
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var arrivals = new Arrivals(new Latencies());
            (arrivals.Take(stream.AsSpan(0, cut), 7) + arrivals.Take(stream.AsSpan(cut), 7)).ShouldBe(3);
            arrivals.Sum.ShouldBe(Arrivals.Mix(0) + Arrivals.Mix(1) + Arrivals.Mix(2));
        }
    }

    [Fact]
    public void One_that_came_twice_in_the_place_of_another_is_seen()
    {
        var (right, wrong) = (new Arrivals(new Latencies()), new Arrivals(new Latencies()));
        right.Take(Stream(0, 1, 2), 7);
        wrong.Take(Stream(0, 1, 1), 7);
        wrong.Count.ShouldBe(right.Count);
        wrong.Sum.ShouldNotBe(right.Sum);
    }

    [Fact]
    public void Another_order_is_seen()
    {
        var (right, wrong) = (new Arrivals(new Latencies()), new Arrivals(new Latencies()));
        right.Take(Stream(0, 1, 2), 7);
        wrong.Take(Stream(0, 2, 1), 7);
        wrong.Sum.ShouldBe(right.Sum);
        wrong.Order.ShouldNotBe(right.Order);
    }

    static byte[] Stream(params long[] numbers) => [.. numbers.SelectMany(number =>
    {
        var marker = new byte[Marker.Length];
        Marker.Write(marker, number, 5);
        return (byte[])[.. Encoding.ASCII.GetBytes("data: {\"title\":\""), .. marker, .. Encoding.ASCII.GetBytes("\"}\n\n")];
    })];
}

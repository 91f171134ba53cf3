using Shouldly;
using Throughline.Domain;
using Throughline.Server.Features.Simulation.Content;
using Throughline.Server.Features.Simulation.Engine;
using Xunit;

namespace Throughline.Server.Tests.Simulation;

/// <summary>Chance has the distribution that it should have. The seeds are fixed: what passes once passes always.</summary>
public sealed class ChanceTests
{
    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 0.5)]
    [InlineData(3, 1000)]
    public void Arrivals_are_a_Poisson_process(int seed, double perSecond)
    {
        const int Count = 20_000;
        var arrivals = new Arrivals(seed, perSecond, TimeSpan.MaxValue);
        var gaps = new List<double>();
        for (var last = 0.0; gaps.Count < Count; arrivals.Advance())
        {
            var due = arrivals.Due!.Value.TotalSeconds;
            gaps.Add((due - last) * perSecond);
            last = due;
        }
        // An exponential gap's mean and standard deviation are the same; a fifth are longer than 1.609 means.
        gaps.Average().ShouldBe(1, 0.03);
        var mean = gaps.Average();
        gaps.Average(g => (g - mean) * (g - mean)).ShouldBe(1, 0.06);
        (gaps.Count(g => g > Math.Log(5)) / (double)Count).ShouldBe(0.2, 0.01);
        // Gaps don't know of each other.
        gaps.Zip(gaps.Skip(1), (a, b) => (a - mean) * (b - mean)).Average().ShouldBe(0, 0.03);
        // In equal stretches of time: as much variance as mean.
        var perStretch = gaps.Aggregate((Sum: 0.0, Counts: new int[Count / 10 / 2]), (to, gap) =>
        {
            var at = to.Sum + gap;
            if ((int)(at / 10) < to.Counts.Length)
                to.Counts[(int)(at / 10)]++;
            return (at, to.Counts);
        }).Counts;
        perStretch.Average().ShouldBe(10, 0.3);
        perStretch.Average(c => (c - 10.0) * (c - 10.0)).ShouldBe(10, 1.5);
    }

    [Fact]
    public void Arrivals_are_the_same_for_the_same_seed_and_end_with_the_duration()
    {
        Moments(seed: 5, seconds: 60).ShouldBe(Moments(seed: 5, seconds: 60));
        Moments(seed: 5, seconds: 30).ShouldBe(Moments(seed: 5, seconds: 60).Where(m => m < TimeSpan.FromSeconds(30)));
        Moments(seed: 6, seconds: 60).ShouldNotBe(Moments(seed: 5, seconds: 60));
        Moments(seed: 5, seconds: 60).Count.ShouldBeInRange(1000, 1400);
    }

    static List<TimeSpan> Moments(int seed, int seconds)
    {
        var moments = new List<TimeSpan>();
        for (var arrivals = new Arrivals(seed, 20, TimeSpan.FromSeconds(seconds)); arrivals.Due is { } due; arrivals.Advance())
            moments.Add(due);
        return moments;
    }

    [Fact]
    public void Nothing_arrives_at_rate_0() => new Arrivals(1, 0, TimeSpan.FromHours(24)).Due.ShouldBeNull();

    [Fact]
    public void Estimates_are_log_normal_around_two_hours()
    {
        var minutes = Enumerable.Range(0, 20_000).SelectMany(i => SimulatedStory.Number(i, 11, new(1, 5)).Tasks)
            .Select(t => t.Estimate.Value / 60.0).Order().ToList();
        minutes.Count.ShouldBeGreaterThan(50_000);
        minutes.ShouldAllBe(m => m >= 1 && m <= 5 * 24 * 60 && Math.Abs(m - Math.Round(m)) < 0.0001);
        minutes[minutes.Count / 2].ShouldBe(120, 3);
        var logarithms = minutes.Select(m => Math.Log(m)).ToList();
        var mean = logarithms.Average();
        Math.Sqrt(logarithms.Average(l => (l - mean) * (l - mean))).ShouldBe(0.8, 0.02);
        // One standard deviation below and above.
        minutes[(int)(minutes.Count * 0.1587)].ShouldBe(120 / Math.Exp(0.8), 2);
        minutes[(int)(minutes.Count * 0.8413)].ShouldBe(120 * Math.Exp(0.8), 8);
    }

    [Fact]
    public void Attempts_fail_as_often_as_asked_and_always_the_same_ones()
    {
        var tasks = Enumerable.Range(0, 20_000).Select(i => TaskId.New(NodaTime.Instant.FromUnixTimeSeconds(1_800_000_000), i)).ToList();
        var failures = tasks.Select(t => Failure.Of(9, t, 1, 0.1)).ToList();
        failures.Count(f => f is not null).ShouldBeInRange(1850, 2150);
        failures.ShouldBe(tasks.Select(t => Failure.Of(9, t, 1, 0.1)));
        failures.ShouldNotBe(tasks.Select(t => Failure.Of(10, t, 1, 0.1)));
        failures.Select(f => f?.Reason).Distinct().Count().ShouldBe(Phrases.Failures.Length + 1);
        failures.ShouldAllBe(f => f == null || (f.After >= 0.1 && f.After <= 0.9));
        // The next attempt has a chance of its own.
        tasks.Count(t => Failure.Of(9, t, 1, 0.1) is not null && Failure.Of(9, t, 2, 0.1) is not null).ShouldBeInRange(150, 250);
        tasks.ShouldAllBe(t => Failure.Of(9, t, 1, 0) == null && Failure.Of(9, t, 1, 1) != null);
    }
}

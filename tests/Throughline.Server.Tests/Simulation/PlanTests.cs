using Shouldly;
using Throughline.Domain;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;
using Xunit;

namespace Throughline.Server.Tests.Simulation;

public sealed class PlanTests
{
    static readonly SimulationPlan Usual = new(default, 20, new TaskCount(1, 5), 8, 600, 0.02, TimeSpan.FromSeconds(60), 7);

    [Fact]
    public void What_is_within_bounds_is_taken()
    {
        Errors(Usual, SimulationBounds.Inside).ShouldBe("");
        Errors(Usual with { StoriesPerSecond = 0, Workers = 0, Speed = 1, FailureRate = 0, Duration = TimeSpan.FromSeconds(1) }, SimulationBounds.Inside).ShouldBe("");
        Errors(Usual with { StoriesPerSecond = 1000, Workers = 256, Speed = 1_000_000, FailureRate = 1, Duration = TimeSpan.FromHours(24) }, SimulationBounds.Outside).ShouldBe("");
    }

    [Fact]
    public void What_is_not_is_named()
    {
        Errors(Usual with { StoriesPerSecond = 51, Workers = 33, Duration = TimeSpan.FromMinutes(61) }, SimulationBounds.Inside)
            .ShouldBe("seconds storiesPerSecond workers");
        Errors(Usual with { StoriesPerSecond = 1001, Workers = 257, Duration = TimeSpan.FromHours(25) }, SimulationBounds.Outside)
            .ShouldBe("seconds storiesPerSecond workers");
        Errors(Usual with { StoriesPerSecond = -1, Workers = -1, Speed = 0.5, FailureRate = 1.01, Duration = TimeSpan.Zero }, SimulationBounds.Outside)
            .ShouldBe("failureRate seconds speed storiesPerSecond workers");
        Errors(Usual with { StoriesPerSecond = double.NaN, Speed = double.PositiveInfinity }, SimulationBounds.Outside).ShouldBe("speed storiesPerSecond");
        Errors(Usual with { TasksPerStory = new TaskCount(5, 1) }, SimulationBounds.Outside).ShouldBe("tasksPerStory.to");
        Errors(Usual with { TasksPerStory = new TaskCount(-1, 101) }, SimulationBounds.Outside).ShouldBe("tasksPerStory.from tasksPerStory.to");
    }

    [Fact]
    public void A_rate_is_that_of_the_last_five_seconds_and_falls_to_0()
    {
        var clock = new SteppedTime();
        var rate = new Rate(clock);
        rate.PerSecond().ShouldBe(0);
        for (var second = 0; second < 8; second++)
        {
            rate.Add(10);
            clock.Advance(TimeSpan.FromSeconds(1));
            rate.PerSecond().ShouldBe(10);
        }
        clock.Advance(TimeSpan.FromSeconds(2));
        rate.PerSecond().ShouldBe(6);
        clock.Advance(TimeSpan.FromSeconds(3));
        rate.PerSecond().ShouldBe(0);
    }

    static string Errors(SimulationPlan plan, SimulationBounds bounds)
    {
        var rules = new InputRules();
        plan.Check(rules, bounds);
        return string.Join(' ', (rules.Refusal?.Errors?.Keys ?? []).Order(StringComparer.Ordinal));
    }

    sealed class SteppedTime : TimeProvider
    {
        long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}

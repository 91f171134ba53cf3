using System.Text.Json.Serialization;
using NodaTime;
using Throughline.Domain;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Features.Simulation;

/// <summary>A node's simulation.</summary>
/// <param name="Plan">What it does.</param>
/// <param name="State">Running; Stopping while the workers finish or give back what they hold; Stopped; Failed.</param>
/// <param name="Why">Why it failed, or what it waits for; null: nothing is wrong.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndsAt">When stories cease to arrive, unless it is stopped before.</param>
/// <param name="EndedAt">When it was over; null: it is not.</param>
/// <param name="Counts">What it did so far.</param>
/// <param name="Rates">How fast it was in the last five seconds.</param>
public sealed record SimulationResponse(
    SimulationPlanResponse Plan, SimulationState State, string? Why, Instant StartedAt, Instant EndsAt, Instant? EndedAt,
    SimulationCounts Counts, SimulationRates Rates);

/// <summary>What a simulation does.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="StoriesPerSecond">How often a story arrives, on average.</param>
/// <param name="TasksPerStory">How many tasks a story has.</param>
/// <param name="Workers">How many tasks are worked on at the same time.</param>
/// <param name="Speed">A task takes its estimate divided by this.</param>
/// <param name="FailureRate">How likely an attempt at a task is to fail.</param>
/// <param name="Seconds">How long stories arrive.</param>
/// <param name="Seed">The same seed gives the same stories in the same order.</param>
public sealed record SimulationPlanResponse(
    ProjectId ProjectId, double StoriesPerSecond, TasksPerStoryResponse TasksPerStory, int Workers, double Speed, double FailureRate,
    int Seconds, int Seed)
{
    public static SimulationPlanResponse Of(SimulationPlan plan) => new(
        plan.Project, plan.StoriesPerSecond, new(plan.TasksPerStory.From, plan.TasksPerStory.To), plan.Workers, plan.Speed, plan.FailureRate,
        (int)plan.Duration.TotalSeconds, plan.Seed);
}

/// <summary>From how many to how many.</summary>
/// <param name="From">The least.</param>
/// <param name="To">The most.</param>
public sealed record TasksPerStoryResponse(int From, int To);

/// <summary>What a simulation did so far.</summary>
/// <param name="Stories">Made.</param>
/// <param name="Waiting">Stories that have arrived and are not made yet: the server can't keep up.</param>
/// <param name="Tasks">Made with the stories.</param>
/// <param name="Claimed">Tasks that its workers took.</param>
/// <param name="Completed">Tasks that they completed.</param>
/// <param name="Failed">Attempts that failed.</param>
/// <param name="Released">Tasks that were given back without failing, when it ended.</param>
/// <param name="TimeSpent">Seconds that the workers reported.</param>
public sealed record SimulationCounts(
    long Stories, long Waiting, long Tasks, long Claimed, long Completed, long Failed, long Released, long TimeSpent)
{
    public static SimulationCounts Of(SimulationFigures now) => new(
        now.Made.Stories, now.Waiting, now.Made.Tasks, now.Work.Claimed, now.Work.Completed, now.Work.Failed, now.Work.Released, now.Work.TimeSpent);
}

/// <summary>How fast a simulation was in the last five seconds.</summary>
/// <param name="StoriesPerSecond">Made.</param>
/// <param name="CompletedPerSecond">Tasks completed.</param>
public sealed record SimulationRates(double StoriesPerSecond, double CompletedPerSecond);

/// <summary>Where a simulation is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SimulationState>))]
public enum SimulationState
{
    Running = 0,
    Stopping = 1,
    Stopped = 2,
    Failed = 3,
}

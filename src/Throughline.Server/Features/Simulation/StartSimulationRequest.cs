using System.ComponentModel.DataAnnotations;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Simulation;

/// <summary>A simulation to start; what is left out is gentle.</summary>
// Setters, not init: for what is left out, generated readers keep the default value of a settable member only.
public sealed record StartSimulationRequest
{
    /// <summary>The project it is in; may be left out while there is exactly one.</summary>
    public Optional<ProjectId> ProjectId { get; set; }

    /// <summary>How often a story arrives, on average, 0 to 50; 2 when left out.</summary>
    [Range(0, 50)]
    public double StoriesPerSecond { get; set; } = 2;

    /// <summary>How many tasks a story has; 1 to 5 when left out.</summary>
    public TasksPerStoryRequest TasksPerStory { get; set; } = new();

    /// <summary>How many tasks are worked on at the same time, 0 to 32; 4 when left out.</summary>
    [Range(0, 32)]
    public int Workers { get; set; } = 4;

    /// <summary>A task takes its estimate divided by this, 1 to 1,000,000; 3600 when left out: an hour is a second.</summary>
    [Range(1, 1_000_000)]
    public double Speed { get; set; } = 3600;

    /// <summary>How likely an attempt at a task is to fail, 0 to 1; 0.02 when left out.</summary>
    [Range(0, 1)]
    public double FailureRate { get; set; } = 0.02;

    /// <summary>How many seconds stories arrive, 1 to 3600; 60 when left out.</summary>
    [Range(1, 3600)]
    public int Seconds { get; set; } = 60;

    /// <summary>The same seed, the same stories in the same order; a new one when left out.</summary>
    public int Seed { get; set; } = Random.Shared.Next();

    /// <exception cref="RefusedException">Something is null that can't be.</exception>
    public SimulationPlan ToPlan() => new(
        default, StoriesPerSecond, TasksPerStory?.ToCount() ?? throw new RefusedException(Refusal.Invalid("tasksPerStory", "It is null; an object is expected.")),
        Workers, Speed, FailureRate, TimeSpan.FromSeconds(Seconds), Seed);
}

/// <summary>From how many to how many.</summary>
public sealed record TasksPerStoryRequest
{
    /// <summary>The least, 0 to 100; 1 when left out.</summary>
    [Range(0, TaskCount.Most)]
    public int From { get; set; } = 1;

    /// <summary>The most, 0 to 100, not below from; 5 when left out.</summary>
    [Range(0, TaskCount.Most)]
    public int To { get; set; } = 5;

    public TaskCount ToCount() => new(From, To);
}

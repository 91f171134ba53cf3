using Throughline.Server.Client.Work;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>A simulation at one moment.</summary>
/// <param name="Elapsed">Since it began.</param>
/// <param name="Made">The stories.</param>
/// <param name="Work">What the workers did.</param>
/// <param name="Tasks">How the project's tasks stand; null: the server has not told yet.</param>
public sealed record SimulationFigures(SimulationPhase Phase, TimeSpan Elapsed, MadeStories Made, PoolCounters Work, WorkCounts? Tasks)
{
    public required double CompletedPerSecond { get; init; }

    /// <summary>Stories that have arrived and are not stored yet.</summary>
    public required long Waiting { get; init; }

    /// <summary>How late the first story is that was not sent yet.</summary>
    public required TimeSpan Behind { get; init; }

    /// <summary>Why the server does not take anything now; null: it does.</summary>
    public string? Trouble { get; init; }
}

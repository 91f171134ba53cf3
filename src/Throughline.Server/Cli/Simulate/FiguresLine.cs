using System.Globalization;
using Throughline.Server.Client.Work;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>A simulation at one moment, as a line of a log.</summary>
static class FiguresLine
{
    public static string Of(SimulationFigures now) => string.Create(CultureInfo.InvariantCulture,
        $"{Durations.Text(now.Elapsed)}  stories {now.Made.Stories} ({now.Made.Rate.PerSecond():0.0}/s{Percentiles(now.Made.Making)})"
        + $"  picked up {now.Work.Claimed}{Percentiles(now.Work.Pickup)}"
        + $"  completed {now.Work.Completed} ({now.CompletedPerSecond:0.0}/s)  failed {now.Work.Failed}"
        + $"  backlog {now.Tasks?.Claimable}  leased {now.Tasks?.Leased}  set aside {now.Tasks?.SetAside}")
        + Late(now) + Phase(now) + (now.Trouble is { } trouble ? $"  {trouble}" : "");

    static string Percentiles(Latencies latencies) =>
        latencies.Count == 0 ? "" : $", p50 {Durations.Text(latencies.At(0.5))}, p99 {Durations.Text(latencies.At(0.99))}";

    static string Late(SimulationFigures now) => now.Behind == TimeSpan.Zero ? "" : $"  {now.Waiting} stories late by {Durations.Text(now.Behind)}";

    static string Phase(SimulationFigures now) => now.Phase is SimulationPhase.Arriving ? "" : $"  {PhaseText.Of(now.Phase)}";
}

static class PhaseText
{
    public static string Of(SimulationPhase phase) => phase switch
    {
        SimulationPhase.Arriving => "stories arrive",
        SimulationPhase.Draining => "working until nothing is left",
        SimulationPhase.Finishing => "finishing what the workers hold",
        _ => "ended",
    };
}

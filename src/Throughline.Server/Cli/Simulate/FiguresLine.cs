using System.Globalization;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>A simulation at one moment, as a line of a log.</summary>
static class FiguresLine
{
    public static string Of(SimulationFigures now) => string.Create(CultureInfo.InvariantCulture,
        $"{Durations.Text(now.Elapsed)}  stories {now.Made.Stories} ({now.Made.Rate.PerSecond():0.0}/s, p50 {Durations.Text(now.Made.Making.At(0.5))}, p99 {Durations.Text(now.Made.Making.At(0.99))})"
        + $"  completed {now.Work.Completed} ({now.CompletedPerSecond:0.0}/s)  pickup p50 {Durations.Text(now.Work.Pickup.At(0.5))}, p99 {Durations.Text(now.Work.Pickup.At(0.99))}"
        + $"  backlog {now.Tasks?.Claimable}  leased {now.Tasks?.Leased}  failed {now.Work.Failed}  set aside {now.Tasks?.SetAside}"
        + $"  late {now.Waiting} ({Durations.Text(now.Behind)})") + Phase(now) + (now.Trouble is { } trouble ? $"  {trouble}" : "");

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

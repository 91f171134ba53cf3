using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Throughline.Server.Client.Work;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>A simulation at one moment, as a table.</summary>
static class FiguresTable
{
    public static IRenderable Of(SimulationPlan plan, SimulationFigures now, bool ending)
    {
        var table = new Table().RoundedBorder().AddColumns("", "so far", "per second", "p50", "p99");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned().NoWrap();
        table.AddRow("stories made", Number(now.Made.Stories), Often(now.Made.Rate.PerSecond()), At(now.Made.Making, 0.5), At(now.Made.Making, 0.99));
        table.AddRow("tasks picked up", Number(now.Work.Claimed), "", At(now.Work.Pickup, 0.5), At(now.Work.Pickup, 0.99));
        table.AddRow("tasks completed", Number(now.Work.Completed), Often(now.CompletedPerSecond), "", "");
        table.AddRow("failures", Number(now.Work.Failed), "", "", "");
        table.AddEmptyRow();
        table.AddRow("backlog", Number(now.Tasks?.Claimable), "", "", "");
        table.AddRow("leased", Number(now.Tasks?.Leased), "", "", "");
        table.AddRow("set aside", Number(now.Tasks?.SetAside), "", "", "");
        table.AddRow("stories late", Number(now.Waiting), "", now.Behind > TimeSpan.Zero ? Durations.Text(now.Behind) : "", "");
        var state = $"{Durations.Text(now.Elapsed)} of {Durations.Text(plan.Duration)}: {(ending ? "giving back what the workers hold (Ctrl-C leaves at once)" : PhaseText.Of(now.Phase) + " (Ctrl-C ends it)")}";
        return new Rows(table, now.Trouble is { } trouble ? new Text(trouble, new Style(Color.Red)) : new Text(state));
    }

    static string At(Latencies latencies, double share) => latencies.Count == 0 ? "" : Durations.Text(latencies.At(share));

    static string Number(long? number) => number?.ToString("#,0", CultureInfo.InvariantCulture) ?? "";

    static string Often(double number) => number.ToString("#,0.0", CultureInfo.InvariantCulture);
}

using Spectre.Console;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>Shows a simulation while it runs: a table that stays in its place on a terminal, else a line now and then.</summary>
static class Progress
{
    static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan NextLine = TimeSpan.FromSeconds(5);

    /// <summary>Ends with the simulation, whatever became of it.</summary>
    public static async Task ShowAsync(Shell shell, TimeProvider time, SimulationPlan plan, SimulationRun simulation, Task running)
    {
        if (!shell.OutputIsTerminal)
        {
            while (!await EndsWithinAsync(running, NextLine, time))
                await shell.Out.WriteLineAsync(FiguresLine.Of(simulation.Figures()));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) });
        await console.Live(FiguresTable.Of(plan, simulation.Figures())).AutoClear(true).StartAsync(async live =>
        {
            while (!await EndsWithinAsync(running, Redraw, time))
                live.UpdateTarget(FiguresTable.Of(plan, simulation.Figures()));
        });
    }

    static async Task<bool> EndsWithinAsync(Task running, TimeSpan wait, TimeProvider time) =>
        await Task.WhenAny(running, Task.Delay(wait, time)) == running;
}

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
    /// <param name="stop">Its end was asked for.</param>
    public static async Task ShowAsync(
        Shell shell, TimeProvider time, SimulationPlan plan, SimulationRun simulation, Task running, CancellationToken stop)
    {
        if (!shell.OutputIsTerminal)
        {
            await using var told = stop.Register(() => shell.Error.WriteLine("It ends: what the workers hold is given back. Once more leaves at once."));
            while (!await EndsWithinAsync(running, NextLine, time))
                await shell.Out.WriteLineAsync(FiguresLine.Of(simulation.Figures()));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) });
        await console.Live(FiguresTable.Of(plan, simulation.Figures(), stop.IsCancellationRequested)).AutoClear(true).StartAsync(async live =>
        {
            while (!await EndsWithinAsync(running, Redraw, time))
                live.UpdateTarget(FiguresTable.Of(plan, simulation.Figures(), stop.IsCancellationRequested));
        });
    }

    static async Task<bool> EndsWithinAsync(Task running, TimeSpan wait, TimeProvider time) =>
        await Task.WhenAny(running, Task.Delay(wait, time)) == running;
}

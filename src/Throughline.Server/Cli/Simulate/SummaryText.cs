using System.Globalization;
using Throughline.Server.Client.Work;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;

namespace Throughline.Server.Cli.Simulate;

/// <summary>What a simulation says at its end.</summary>
static class SummaryText
{
    public static async Task WriteAsync(TextWriter writer, SimulationPlan plan, SimulationFigures done, Confirmation confirmation)
    {
        await writer.WriteLineAsync(Text($"Simulated {Durations.Text(done.Elapsed)} with seed {plan.Seed}."));
        await writer.WriteLineAsync(Text($"{"",-18}{"here",14}{"server",14}"));
        foreach (var (series, here, there) in confirmation.Counts)
            await writer.WriteLineAsync(Text($"{series,-18}{here,14}{there,14}{(here == there ? "" : Text($"  {there - here:+0;-0}"))}"));
        await writer.WriteLineAsync(Text($"{"tasks.expired",-18}{"",14}{confirmation.Expired,14}"));
        await writer.WriteLineAsync(Text($"{"tasks.setAside",-18}{"",14}{confirmation.SetAside,14}"));
        await LatenciesAsync("Making a story", done.Made.Making);
        await LatenciesAsync("From a task's making to its worker", done.Work.Pickup);
        await writer.WriteLineAsync(Verdict(confirmation));

        async Task LatenciesAsync(string what, Latencies latencies)
        {
            if (latencies.Count > 0)
                await writer.WriteLineAsync($"{what}: p50 {Durations.Text(latencies.At(0.5))}, p99 {Durations.Text(latencies.At(0.99))}.");
        }
    }

    static string Verdict(Confirmation confirmation)
    {
        if (confirmation.Agrees)
            return Text($"The server's statistics agree, at position {confirmation.Position}.");
        return confirmation.Counts.Any(count => count.There < count.Here)
            ? Text($"The server's statistics, at position {confirmation.Position}, know of less than was done here.")
            : Text($"The server's statistics, at position {confirmation.Position}, know of more than was done here: somebody else works in this project, or an answer was not awaited.");
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Throughline.Bench.Machine;

/// <summary>
/// `metered`: the server's own program in this process, so that its counters can be listened to. Each line on its input is answered by a
/// line with what all counters of the meter "Throughline" have counted.
/// </summary>
static class MeteredServer
{
    public static Command Verb()
    {
        var arguments = new Argument<string[]>("arguments") { Description = "The server's", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("metered", "The server, with its counters on standard output") { arguments };
        verb.Hidden = true;
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, _) => RunAsync([.. parsed.GetValue(arguments)!, .. parsed.UnmatchedTokens]));
        return verb;
    }

    static async Task<int> RunAsync(string[] arguments)
    {
        var counts = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, hears) =>
        {
            if (instrument.Meter.Name == "Throughline") hears.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, before) => before + value));
        listener.Start();
        _ = Task.Factory.StartNew(() => Answer(counts), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await Throughline.Server.Program.Main(arguments);
    }

    static void Answer(ConcurrentDictionary<string, long> counts)
    {
        while (Console.In.ReadLine() is not null) Console.WriteLine(Prefix + JsonSerializer.Serialize(counts));
    }

    /// <summary>Tells its lines from the server's log.</summary>
    public const string Prefix = "counters ";
}

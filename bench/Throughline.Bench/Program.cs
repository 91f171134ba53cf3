using System.CommandLine;
using Throughline.Bench.Claimers;
using Throughline.Bench.Listeners;
using Throughline.Bench.Machine;
using Throughline.Bench.Opponents;
using Throughline.Bench.Runs;

namespace Throughline.Bench;

/// <summary>`./bench.sh`: runs benchmarks, and is itself some of what they compare with.</summary>
static class Program
{
    // What was started is ended before this program is: that takes as long as a server takes to stop.
    public static Task<int> Main(string[] args) =>
        Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });

    static RootCommand Create()
    {
        var names = new Argument<string[]>("name") { Description = "Benchmarks to run; none: all of them", Arity = ArgumentArity.ZeroOrMore };
        var quick = new Option<bool>("--quick") { Description = "Two short pairs of each: shows that everything works. Writes no page" };
        var json = new Option<FileInfo?>("--json") { Description = "Write every sample to this file, too", HelpName = "FILE" };
        var pairs = new Option<int?>("--pairs") { Description = "Pairs of each comparison, at least 1", HelpName = "N" };
        var root = new RootCommand("Measures Throughline against limits and peers. What it says is written to docs/performance.md.")
        {
            names, quick, json, pairs, new ListVerb(), BareEdge.Verb(), TransactionEdge.Verb(), ListenVerb.Create(), WorkersVerb.Create(), PlainSockets.Verb(), MeteredServer.Verb(),
        };
        root.SetAction((parsed, cancel) =>
            Conductor.RunAsync(parsed.GetValue(names)!, new Extent(parsed.GetValue(quick), parsed.GetValue(pairs)), parsed.GetValue(json), cancel));
        return root;
    }
}

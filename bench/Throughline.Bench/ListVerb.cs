using System.CommandLine;

namespace Throughline.Bench;

/// <summary>`list`: what there is to run.</summary>
sealed class ListVerb : Command
{
    public ListVerb() : base("list", "List the benchmarks.") => SetAction(_ =>
    {
        foreach (var benchmark in AllBenchmarks.InOrder) Console.WriteLine($"{benchmark.Name,-14} {benchmark.Compares}");
    });
}

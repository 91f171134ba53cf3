using Throughline.Bench.Machine;
using Throughline.Bench.Runs.Reports;

namespace Throughline.Bench.Runs;

/// <summary>One run: the benchmarks that were asked for, one after the other.</summary>
static class Conductor
{
    /// <returns>0: all ran (goals may be missed); 1: something is void; 2: asked for what there is not; 130: broken off.</returns>
    public static async Task<int> RunAsync(string[] names, Extent extent, FileInfo? json, CancellationToken cancel)
    {
        var unknown = names.Where(name => !AllBenchmarks.InOrder.Any(one => Matches(one, name))).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"There is no benchmark {string.Join(", ", unknown)}; ./bench.sh list shows what there is.");
            return 2;
        }

        var taken = new Taken(Taken.Now(), await Description.CommitAsync(cancel), await Description.ReadAsync(FsyncProbe.Run(), cancel));
        await Console.Error.WriteLineAsync(taken.Machine);
        var finished = new List<Finished>();
        foreach (var benchmark in AllBenchmarks.InOrder.Where(one => names.Length == 0 || names.Any(name => Matches(one, name))))
        {
            var started = TimeProvider.System.GetTimestamp();
            await Console.Error.WriteLineAsync($"== {benchmark.Name}: {benchmark.Compares}");
            try
            {
                finished.Add(new Finished(benchmark, await benchmark.RunAsync(new Stand(extent, Console.Error), cancel), TimeProvider.System.GetElapsedTime(started)));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Broken off.");
                return 130;
            }
            catch (Exception failure)
            {
                // The others still say something.
                await Console.Error.WriteLineAsync(failure.ToString());
                finished.Add(new Finished(benchmark, [Row.Broken(failure.Message.ReplaceLineEndings(" "))], TimeProvider.System.GetElapsedTime(started)));
            }
        }

        await Console.Error.WriteLineAsync(string.Join(", ", finished.Select(one => $"{one.Benchmark.Name} {one.Took.TotalSeconds:0} s")));
        Console.WriteLine($"{taken.When}, commit {taken.Commit}{(extent.Quick ? " (quick: no measurement)" : "")}\n{taken.Machine}\n");
        Console.Write(Table.Text(finished));
        if (json is not null) await JsonReport.WriteAsync(json.FullName, finished, taken, extent, cancel);
        // Fewer pairs are a look, not a measurement.
        if (!extent.Quick && extent.Pairs >= Extent.FullPairs) await WritePageAsync(finished, taken, cancel);
        return finished.SelectMany(one => one.Rows).Any(row => row.Verdict == Verdict.Void) ? 1 : 0;
    }

    static async Task WritePageAsync(IReadOnlyList<Finished> finished, Taken taken, CancellationToken cancel)
    {
        var file = Path.Combine(Programs.Repository, "docs", "performance.md");
        var old = File.Exists(file) ? await File.ReadAllTextAsync(file, cancel) : null;
        await File.WriteAllTextAsync(file, PerformancePage.Write(old, finished, taken, [.. AllBenchmarks.InOrder.Select(one => one.Name)]), cancel);
        await Console.Error.WriteLineAsync($"{file} is written.");
    }

    /// <summary>A name, or the beginning of several: "post" is post-64, post-8 and post-1.</summary>
    static bool Matches(Benchmark benchmark, string name) =>
        benchmark.Name == name || benchmark.Name.StartsWith(name + "-", StringComparison.Ordinal);
}

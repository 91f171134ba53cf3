using System.Diagnostics;
using System.Globalization;
using Throughline.Chaos.Scenarios;

namespace Throughline.Chaos.Trials;

/// <summary>Runs scenarios, one after the other, and says how each came out.</summary>
sealed class TrialRunner(TrialOptions options, CancellationToken stop)
{
    public async Task<TrialResult> RunAsync(Scenario scenario)
    {
        var cycles = options.Cycles ?? (options.IsShort ? scenario.ShortCycles : scenario.Cycles);
        if (scenario.NotHere() is { } reason)
        {
            Console.WriteLine($"-- {scenario.Name} is skipped: {reason}");
            return new TrialResult(scenario.Name, options.Seed, 0, 0, TimeSpan.Zero, Skipped: reason);
        }
        Console.WriteLine($"-- {scenario.Name}: {scenario.Tries}");
        var started = Stopwatch.GetTimestamp();
        var trial = new Trial(scenario.Name, options.Seed, cycles, options.IsShort, TrialFolder.Make(scenario.Name), stop);
        string? failure = null;
        try
        {
            await scenario.RunAsync(trial);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            failure = e is ViolationException ? e.Message : e.ToString();
        }
        var took = Stopwatch.GetElapsedTime(started);
        if (failure is null)
        {
            if (!options.Keeps)
                TrialFolder.Delete(trial.Folder);
            Console.WriteLine($"   {scenario.Name} passed: {cycles} cycles, {trial.Acknowledged} operations acknowledged, {took.TotalSeconds:0} s");
        }
        else
            Tell(trial, failure);
        return new TrialResult(scenario.Name, options.Seed, cycles, trial.Acknowledged, took, Failure: failure) { Notes = [.. trial.Notes, .. Slowest(trial)] };
    }

    static IEnumerable<string> Slowest(Trial trial) =>
        trial.Readiness.Where(r => r.Counts).MaxBy(r => r.Took) is { } slowest
            ? [string.Create(CultureInfo.InvariantCulture, $"ready within {slowest.Took.TotalSeconds:0.0} s")]
            : [];

    void Tell(Trial trial, string failure)
    {
        Console.WriteLine($"   {trial.Scenario} FAILED in cycle {trial.Cycle} with seed {trial.Seed}:");
        foreach (var line in failure.Split('\n'))
            Console.WriteLine("      " + line);
        Console.WriteLine($"   ledgers, logs and data: {trial.Folder}");
        Console.WriteLine($"   again: ./chaos.sh {trial.Scenario} --seed {trial.Seed} --cycles {Math.Max(trial.Cycle, 1)}{(options.IsShort ? " --short" : "")}");
    }
}

/// <param name="Cycles">Of every scenario; null: as many as each has.</param>
/// <param name="Keeps">Whether the folders of what passed are kept too.</param>
sealed record TrialOptions(int Seed, int? Cycles, bool IsShort, bool Keeps);

using System.CommandLine;
using System.Globalization;
using Throughline.Chaos.Reports;
using Throughline.Chaos.Scenarios;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos;

/// <summary>Tries to lose data, scenario by scenario, and says whether it could.</summary>
static class Program
{
    static readonly Argument<string[]> Names = new("scenario") { Description = "Scenarios to run; none: all of them", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<int?> Seed = new("--seed") { Description = "Where all random choices come from; left out: another one each time" };
    static readonly Option<int?> Cycles = new("--cycles") { Description = "How often each scenario breaks something; left out: as often as it thinks fit" };
    static readonly Option<bool> Short = new("--short") { Description = "The short form of each scenario, which ./test.sh runs" };
    static readonly Option<bool> Keep = new("--keep") { Description = "Keep ledgers, logs and data of scenarios that passed too" };
    static readonly Option<bool> Report = new("--report") { Description = "Write scenarios, rules and results into docs/reliability.md" };
    static readonly Option<bool> List = new("--list") { Description = "Only say which scenarios there are" };

    public static Task<int> Main(string[] args)
    {
        var command = new RootCommand("Breaks an installation under load, in many ways, and checks that nothing was lost and nothing done twice.")
        {
            Names, Seed, Cycles, Short, Keep, Report, List,
        };
        command.SetAction(RunAsync);
        return command.Parse(args).InvokeAsync();
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var names = parsed.GetValue(Names) ?? [];
        if (names.Except(All.Scenarios.Select(s => s.Name)).FirstOrDefault() is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no scenario {unknown}: --list says which there are.");
            return 2;
        }
        if (parsed.GetValue(List))
        {
            foreach (var scenario in All.Scenarios)
                Console.WriteLine($"{scenario.Name,-20} {scenario.Tries}");
            return 0;
        }

        var options = new TrialOptions(
            parsed.GetValue(Seed) ?? Random.Shared.Next(1, 1_000_000), parsed.GetValue(Cycles), parsed.GetValue(Short), parsed.GetValue(Keep));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== seed {options.Seed}"));
        var runner = new TrialRunner(options, stop);
        var results = new List<TrialResult>();
        foreach (var scenario in All.Scenarios.Where(s => names.Length == 0 || names.Contains(s.Name)))
            results.Add(await runner.RunAsync(scenario));
        if (parsed.GetValue(Report))
            ReliabilityPage.Write(results);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{results.Count(r => r.Passed)} passed, {results.Count(r => r.Failure is not null)} failed, {results.Count(r => r.Skipped is not null)} skipped"));
        return results.Exists(r => r.Failure is not null) ? 1 : 0;
    }
}

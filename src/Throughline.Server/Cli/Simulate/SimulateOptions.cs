using System.CommandLine;
using System.Globalization;
using System.Text;
using Throughline.Domain;
using Throughline.Server.Features.Simulation;

namespace Throughline.Server.Cli.Simulate;

/// <summary>The options of `simulate`.</summary>
static class SimulateOptions
{
    public static readonly Option<bool> CreateProject = new("--create-project") { Description = "Make the project when there is none with that key" };

    public static readonly Option<double> StoriesPerSecond = new("--stories-per-second")
    {
        Description = "How often a story arrives on average, at most 1000",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 5,
    };

    public static readonly Option<string> TasksPerStory = new("--tasks-per-story")
    {
        Description = "How many tasks a story has, such as 3 or 1-5",
        HelpName = "FROM-TO",
        DefaultValueFactory = _ => "1-5",
    };

    public static readonly Option<int> Workers = new("--workers")
    {
        Description = "How many tasks are worked on at the same time, at most 256; 0: none",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 8,
    };

    public static readonly Option<double> Speed = new("--speed")
    {
        Description = "A task takes its estimate divided by this; estimates are about two hours",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 600,
    };

    public static readonly Option<double> FailureRate = new("--failure-rate")
    {
        Description = "How likely an attempt at a task is to fail, from 0 to 1",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.02,
    };

    public static readonly Option<string> For = new("--for")
    {
        Description = "How long stories arrive, such as 60s, 10m or 1h, at most 24h; until Ctrl-C",
        HelpName = "DURATION",
        DefaultValueFactory = _ => "24h",
    };

    public static readonly Option<int?> Seed = new("--seed")
    {
        Description = "The same seed makes the same stories in the same order; a new one each time",
        HelpName = "NUMBER",
    };

    public static readonly Option<bool> Drain = new("--drain") { Description = "Work until nothing is left, before it ends" };

    public static IReadOnlyList<Option> All => [CreateProject, StoriesPerSecond, TasksPerStory, Workers, Speed, FailureRate, For, Seed, Drain];

    /// <exception cref="UsageException">The plan is out of bounds.</exception>
    public static SimulationPlan Plan(ParseResult parsed)
    {
        var plan = new SimulationPlan(
            default, parsed.GetValue(StoriesPerSecond), Count(parsed.GetValue(TasksPerStory)!), parsed.GetValue(Workers), parsed.GetValue(Speed),
            parsed.GetValue(FailureRate), Durations.Parse(For.Name, parsed.GetValue(For)!), parsed.GetValue(Seed) ?? Random.Shared.Next());
        var rules = new InputRules();
        plan.Check(rules, SimulationBounds.Outside);
        if (rules.Refusal is { Errors: { } errors })
            throw new UsageException(string.Join(' ', errors.Select(error => $"{OptionOf(error.Key)}: {string.Join(' ', error.Value)}")));
        return plan;
    }

    static TaskCount Count(string text)
    {
        var parts = text.Split('-');
        if (parts.Length <= 2 && TryRead(parts[0], out var from) && TryRead(parts[^1], out var to))
            return new TaskCount(from, to);
        throw new UsageException($"{TasksPerStory.Name} {text} isn't a number of tasks; write {TasksPerStory.Name} 3 or {TasksPerStory.Name} 1-5.");

        static bool TryRead(string part, out int number) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>storiesPerSecond of the API is --stories-per-second here.</summary>
    static string OptionOf(string field)
    {
        if (field == "seconds")
            return For.Name;
        var option = new StringBuilder("--");
        foreach (var letter in field.Split('.')[0])
            option.Append(char.IsUpper(letter) ? "-" : "").Append(char.ToLowerInvariant(letter));
        return option.ToString();
    }
}

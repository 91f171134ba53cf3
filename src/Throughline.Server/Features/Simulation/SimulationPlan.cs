using Throughline.Domain;

namespace Throughline.Server.Features.Simulation;

/// <summary>What a simulation does. Its stories are a pure function of <paramref name="Seed"/> and <paramref name="TasksPerStory"/>.</summary>
/// <param name="Project">Where.</param>
/// <param name="StoriesPerSecond">How often a story arrives, on average; 0: never.</param>
/// <param name="TasksPerStory">How many tasks a story has.</param>
/// <param name="Workers">How many tasks are worked on at the same time; 0: none.</param>
/// <param name="Speed">A task takes its estimate divided by this.</param>
/// <param name="FailureRate">How likely an attempt at a task is to fail, 0 to 1.</param>
/// <param name="Duration">How long stories arrive, unless it is stopped before.</param>
/// <param name="Seed">Another seed, other stories.</param>
public sealed record SimulationPlan(
    ProjectId Project, double StoriesPerSecond, TaskCount TasksPerStory, int Workers, double Speed, double FailureRate, TimeSpan Duration,
    int Seed)
{
    const int FastestSpeed = 1_000_000;

    /// <summary>Says what is wrong, by the names that the members have in the API.</summary>
    public void Check(InputRules rules, SimulationBounds bounds)
    {
        Within("storiesPerSecond", StoriesPerSecond, 0, bounds.StoriesPerSecond);
        Within("tasksPerStory.from", TasksPerStory.From, 0, TaskCount.Most);
        Within("tasksPerStory.to", TasksPerStory.To, 0, TaskCount.Most);
        if (TasksPerStory.To < TasksPerStory.From)
            rules.Add("tasksPerStory.to", "It is at least 'from'.");
        Within("workers", Workers, 0, bounds.Workers);
        Within("speed", Speed, 1, FastestSpeed);
        Within("failureRate", FailureRate, 0, 1);
        Within("seconds", Duration.TotalSeconds, 1, bounds.Longest.TotalSeconds);

        void Within(string field, double value, double least, double most)
        {
            // NaN is not within anything.
            if (!(value >= least && value <= most))
                rules.Add(field, $"It is {least:0.##} to {most:0.##}.");
        }
    }
}

/// <summary>How many tasks a story has: from … to, both included.</summary>
public readonly record struct TaskCount(int From, int To)
{
    public const int Most = 100;
}

/// <summary>What a simulation may do at most.</summary>
public sealed record SimulationBounds(double StoriesPerSecond, int Workers, TimeSpan Longest)
{
    /// <summary>From a machine of its own.</summary>
    public static readonly SimulationBounds Outside = new(1000, 256, TimeSpan.FromHours(24));

    /// <summary>Inside the server, which has others to serve.</summary>
    public static readonly SimulationBounds Inside = new(50, 32, TimeSpan.FromHours(1));
}

using Throughline.Domain;

namespace Throughline.Server.Features.Simulation.Content;

/// <summary>A story as it is made up.</summary>
public sealed record SimulatedStory(
    string Title, string Description, Priority Priority, IReadOnlyList<string> Labels, IReadOnlyList<SimulatedTask> Tasks)
{
    /// <summary>The story with a number: always the same for the same seed and task counts.</summary>
    public static SimulatedStory Number(long number, int seed, TaskCount tasks)
    {
        var random = Dice.Source(seed, Dice.For.Story, (ulong)number);
        var area = random.ArrayElement(Vocabulary.Areas);
        var texts = new Texts(random, area);
        var (title, kind) = texts.Title();
        var description = texts.Description();
        // Most work is nothing special.
        var priority = random.WeightedRandom(
            [Priority.None, Priority.Low, Priority.Medium, Priority.High, Priority.Urgent], [0.1f, 0.2f, 0.45f, 0.2f, 0.05f]);
        var count = random.Int(tasks.From, tasks.To);
        var steps = texts.Steps(kind, count);
        return new SimulatedStory(title, description, priority, [area.Label, kind], [.. steps.Select(step => new SimulatedTask(step, Estimates.Next(random)))]);
    }
}

/// <summary>A task as it is made up.</summary>
public sealed record SimulatedTask(string Title, Seconds Estimate);

using Throughline.Domain.Facts;

namespace Throughline.Domain.Projects;

/// <summary>How many stories are to stand in a column of the board at most.</summary>
/// <param name="Open">Of those that are open; null: as many as there are.</param>
/// <param name="InProgress">Of those in progress.</param>
/// <param name="Enforced">
/// Whether a person's move over a limit is refused. New stories, and what follows by rule while tasks are worked on, are never: who posts a
/// story or claims a task is not held up by how full a board looks. They are counted and shown.
/// </param>
public sealed record WipLimits(int? Open = null, int? InProgress = null, bool Enforced = false)
{
    public const int Most = 10_000;

    public int? Of(Status status) => status switch { Status.Open => Open, Status.InProgress => InProgress, _ => null };

    internal void Check(InputRules rules)
    {
        foreach (var (name, limit) in new[] { ("limits.open", Open), ("limits.inProgress", InProgress) })
            if (limit is < 1 or > Most)
                rules.Add(name, $"It is 1 to {Most}, or null.");
    }
}

/// <summary>Refuses what would exceed an enforced limit.</summary>
public static class WipRule
{
    /// <summary>The decision, or why it can't be taken: a column that it moves a story into is full.</summary>
    /// <param name="state">Holds how many stories stand in the columns of projects that enforce limits, and the projects.</param>
    public static Decision Within(this Decision decision, State state)
    {
        if (decision.Refusal is not null)
            return decision;
        foreach (var fact in decision.Facts)
            if (fact.Data is StoryMoved { Status.New: var to } && state.Projects.Find(fact.ProjectId)?.Limits is { Enforced: true } limits
                && limits.Of(to) is { } most && state.Columns.Count(fact.ProjectId, to) is { } now && now >= most)
                return Refusal.Conflict("column-full",
                    $"{Words.Of(to)} is limited to {most} {(most == 1 ? "story" : "stories")} and has {now}. Move one out of it first; an owner can change the limit.");
        return decision;
    }
}

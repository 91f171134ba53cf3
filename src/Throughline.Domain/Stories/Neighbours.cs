namespace Throughline.Domain.Stories;

/// <summary>
/// The ranks that stand next to those that a change names. They were read for how everything stood before the commit; what the changes before it in
/// the commit moved is among the rows. A place that was given once only ever gets closer neighbours, so that no two stories come to the same.
/// </summary>
public sealed class Neighbours(Rows<StoryId, Story> stories)
{
    readonly Dictionary<ProjectId, SortedSet<string>> _ranks = [];

    /// <summary>Takes over a rank of a project.</summary>
    public void Load(ProjectId project, string rank)
    {
        if (!_ranks.TryGetValue(project, out var ranks))
            _ranks[project] = ranks = new(StringComparer.Ordinal);
        ranks.Add(rank);
    }

    /// <summary>The rank that comes next after one; null: there is none.</summary>
    public string? After(ProjectId project, string rank) =>
        Ranks(project).Where(r => string.CompareOrdinal(r, rank) > 0).Min(StringComparer.Ordinal);

    /// <summary>The rank that comes next before one; null: there is none.</summary>
    public string? Before(ProjectId project, string rank) =>
        Ranks(project).Where(r => string.CompareOrdinal(r, rank) < 0).Max(StringComparer.Ordinal);

    /// <summary>A rank itself; when somebody else stands there by now, the one right behind them.</summary>
    public string Nearest(ProjectId project, string rank) =>
        Ranks(project).Contains(rank, StringComparer.Ordinal) ? Rank.Between(rank, After(project, rank)) : rank;

    IEnumerable<string> Ranks(ProjectId project) =>
        _ranks.GetValueOrDefault(project, []).Concat(stories.All.Where(s => s.ProjectId == project).Select(Rank.Of));
}

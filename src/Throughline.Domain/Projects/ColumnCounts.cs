using Throughline.Domain.Stories;

namespace Throughline.Domain.Projects;

/// <summary>How many stories stand in columns whose limits are enforced: as they were before the commit, with what it has moved so far.</summary>
public sealed class ColumnCounts(Rows<StoryId, Story> stories)
{
    readonly Dictionary<(ProjectId, Status), int> _before = [];

    public void Load(ProjectId project, Status status, int count) => _before[(project, status)] = count;

    /// <summary>Null: it was not counted, because nothing limits it.</summary>
    public int? Count(ProjectId project, Status status)
    {
        if (!_before.TryGetValue((project, status), out var count))
            return null;
        foreach (var (before, now) in stories.Touched)
            count += Stands(now) - Stands(before);
        return count;

        int Stands(Story? story) => story is not null && story.ProjectId == project && story.Status == status ? 1 : 0;
    }
}

using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Work;

/// <summary>
/// Claims that wait for a task to come. The journal wakes them: as many as tasks came, the one that has waited longest first. On every
/// node one is woken for each task, whichever node the task came by; who finds nothing left waits on.
/// </summary>
public sealed class WaitingClaims
{
    readonly Lock _lock = new();
    readonly Dictionary<ProjectId, Line> _lines = [];

    public WaitingClaims(JournalTail tail) => tail.Observe(Follow);

    /// <summary>Waits until a task came after a position, or the wait is over.</summary>
    /// <param name="project">Where to.</param>
    /// <param name="after">The journal's end when the queue was seen empty. What came since is not waited for.</param>
    public async Task NextAsync(ProjectId project, Position after, CancellationToken over)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            var line = LineOf(project);
            if (line.LastCame > after)
                return;
            place = line.Waiters.AddLast(waiter);
        }
        await waiter.Task.WaitAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            place.List?.Remove(place);
    }

    /// <summary>Claims that wait in a project.</summary>
    public int Count(ProjectId project)
    {
        lock (_lock)
            return LineOf(project).Waiters.Count;
    }

    /// <summary>Wakes the one who has waited longest.</summary>
    public void WakeOne(ProjectId project)
    {
        lock (_lock)
            Wake(LineOf(project));
    }

    void Follow(IReadOnlyList<JournalEntry> page)
    {
        lock (_lock)
            foreach (var entry in page)
                if (entry.Type is TaskCreated.TypeName or TaskReleased.TypeName or TaskExpired.TypeName or TaskRequeued.TypeName
                    or TaskMoved.Reopened or TaskMoved.Unstarted)
                {
                    var line = LineOf(entry.ProjectId);
                    line.LastCame = entry.Position;
                    Wake(line);
                }
                else if (entry.Type == ProjectEdited.TypeName)
                {
                    // It may have been archived: then nothing will come, and they are told so.
                    var line = LineOf(entry.ProjectId);
                    line.LastCame = entry.Position;
                    while (line.Waiters.Count > 0)
                        Wake(line);
                }
    }

    static void Wake(Line line)
    {
        if (line.Waiters.First is not { } first)
            return;
        line.Waiters.RemoveFirst();
        first.Value.TrySetResult();
    }

    Line LineOf(ProjectId project)
    {
        if (!_lines.TryGetValue(project, out var line))
            _lines[project] = line = new Line();
        return line;
    }

    sealed class Line
    {
        public Position LastCame { get; set; }

        public LinkedList<TaskCompletionSource> Waiters { get; } = [];
    }
}

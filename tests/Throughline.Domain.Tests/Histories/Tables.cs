using Throughline.Domain.Projects;
using Throughline.Domain.Stories;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Histories;

/// <summary>The rows of a state at one moment, by id. Sessions are not among them: they follow from no facts.</summary>
public static class Tables
{
    public static IReadOnlyDictionary<Guid, object> Of(State state)
    {
        var rows = new Dictionary<Guid, object>();
        foreach (var project in state.Projects.All)
            rows.Add(project.Id.Value, project);
        foreach (var story in state.Stories.All)
            rows.Add(story.Id.Value, story);
        foreach (var task in state.Tasks.All)
            rows.Add(task.Id.Value, task);
        return rows;
    }

    /// <summary>A state that holds rows which were kept elsewhere.</summary>
    public static State ToState(IEnumerable<object> rows, IEnumerable<WorkerSession>? sessions = null, Instant now = default)
    {
        var state = new State { Now = now };
        foreach (var row in rows)
            if (row is Project project)
                state.Projects.Load(project.Id, project);
            else if (row is Story story)
                state.Stories.Load(story.Id, story);
            else if (row is WorkTask task)
                state.Tasks.Load(task.Id, task);
        foreach (var session in sessions ?? [])
            state.Sessions.Load(session.Id, session);
        return state;
    }

    /// <summary>The rows that differ in value, each as it was and as it is.</summary>
    public static IReadOnlyList<(object? Before, object? Now)> Difference(
        IReadOnlyDictionary<Guid, object> before, IReadOnlyDictionary<Guid, object> now) =>
    [
        .. before.Keys.Union(now.Keys)
            .Select(id => (before.GetValueOrDefault(id), now.GetValueOrDefault(id)))
            .Where(rows => !Equals(rows.Item1, rows.Item2)),
    ];
}

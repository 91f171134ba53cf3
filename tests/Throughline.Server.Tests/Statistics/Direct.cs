using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Tests.Statistics;

/// <summary>
/// Statistics worked out a third way: flows by looking at the facts, levels by folding them and counting the rows.
/// </summary>
sealed class Direct
{
    readonly List<(long Second, State Before, Fact Fact, Dictionary<(ProjectId?, Series), long> Levels)> _after = [];

    public Direct(IEnumerable<Fact> facts)
    {
        var state = new State();
        foreach (var fact in facts)
        {
            state.Apply(fact);
            _after.Add((fact.EffectiveAt.ToUnixTimeSeconds(), state, fact, LevelsOf(state)));
        }
    }

    public (long Count, long Sum) Of(ProjectSet projects, Series series, long from, long to) => projects.IsAll
        ? Of((ProjectId?)null, series, from, to)
        : projects.Named.Select(p => Of(p, series, from, to)).Aggregate((Count: 0L, Sum: 0L), (all, one) => (all.Count + one.Count, all.Sum + one.Sum));

    (long Count, long Sum) Of(ProjectId? project, Series series, long from, long to)
    {
        if (series.IsLevel())
            return (0, _after.LastOrDefault(a => a.Second < to).Levels?.GetValueOrDefault((project, series)) ?? 0);
        var amounts = _after.Where(a => a.Second >= from && a.Second < to && (project is null || a.Fact.ProjectId == project))
            .Select(a => Amount(series, a.Fact)).ToList();
        return (amounts.Sum(a => a.Count), amounts.Sum(a => a.Sum));
    }

    // A project's stories are deleted with it, by one fact.
    static (long Count, long Sum) Amount(Series series, Fact fact) =>
        series == Series.StoriesDeleted && fact.Data is ProjectDeleted { Stories: { } stories } ? (stories.Total, 0)
        : Adds(series, fact) is { } sum ? (1, sum) : default;

    // What a fact adds to a flow; null: nothing.
    static long? Adds(Series series, Fact fact) => (series, fact.Type) switch
    {
        (Series.StoriesCreated, "story.created") or (Series.StoriesCompleted, "story.completed") or (Series.StoriesDeleted, "story.deleted")
            or (Series.TasksCreated, "task.created") or (Series.TasksCompleted, "task.completed") => 0,
        (Series.StoriesCompleted, _) when fact.Data is StoryCreated { Status: Status.Done } => 0,
        (Series.TasksCompleted, _) when fact.Data is TaskCreated { Status: Status.Done } => 0,
        (Series.TimeSeconds, _) when fact.Data is TaskCreated { TimeSpent.Value: not 0 and var spent } => spent,
        (Series.TasksClaimed, "task.claimed") or (Series.TasksReleased, "task.released") or (Series.TasksExpired, "task.expired")
            or (Series.TasksSetAside, "task.setAside") => 0,
        (Series.TimeSeconds, _) when fact.Data is TaskEdited { TimeSpent: { } spent } => spent.New.Value - spent.Old.Value,
        (Series.TimeSeconds, _) when fact.Data is TaskMoved { TimeSpent: { } spent } => spent.New.Value - spent.Old.Value,
        (Series.TimeSeconds, _) when fact.Data is TaskReleased { TimeSpent: { } spent } => spent.New.Value - spent.Old.Value,
        _ => null,
    };

    static Dictionary<(ProjectId?, Series), long> LevelsOf(State state)
    {
        var levels = new Dictionary<(ProjectId?, Series), long>();
        foreach (var story in state.Stories.All)
            Count(story.ProjectId, Series.StoriesOpen + (short)story.Status);
        foreach (var task in state.Tasks.All)
            Count(task.ProjectId, Series.TasksOpen + (short)task.Status);
        return levels;

        void Count(ProjectId project, Series series)
        {
            levels[(project, series)] = levels.GetValueOrDefault((project, series)) + 1;
            levels[(null, series)] = levels.GetValueOrDefault((null, series)) + 1;
        }
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Histories;

/// <summary>Statistics are sums of facts: summing effects counts the same things as looking at the rows.</summary>
public class LevelProperties
{
    static readonly Series[] Levels = [.. SeriesNames.All.Where(s => s.IsLevel())];

    [Fact]
    public void After_every_fact_the_levels_are_the_counts_of_rows() => Always.HoldsInHistories(history =>
    {
        var state = new State();
        var sums = new Sums();
        foreach (var fact in history.Facts)
        {
            state.Apply(fact);
            sums.Add(fact.Data);
            foreach (var level in Levels)
                sums.Sum(level).ShouldBe(CountOf(level, state), $"{level.Name()} at {fact.Position}");
        }
    });

    [Fact]
    public void A_level_is_never_negative_and_counts_no_occurrences() => Always.HoldsInHistories(history =>
    {
        var sums = new Sums();
        foreach (var fact in history.Facts)
        {
            sums.Add(fact.Data);
            foreach (var level in Levels)
            {
                sums.Sum(level).ShouldBeGreaterThanOrEqualTo(0, level.Name());
                sums.Count(level).ShouldBe(0, level.Name());
            }
        }
    });

    [Fact]
    public void Flows_count_what_happened() => Always.HoldsInHistories(history =>
    {
        var facts = history.Facts.Select(f => f.Data).ToList();
        var sums = new Sums();
        facts.ForEach(sums.Add);
        sums.Count(Series.StoriesCreated).ShouldBe(facts.OfType<StoryCreated>().Count());
        sums.Count(Series.StoriesDeleted).ShouldBe(facts.OfType<StoryDeleted>().Count() + facts.OfType<ProjectDeleted>().Sum(p => p.Stories?.Total ?? 0));
        sums.Count(Series.TasksCreated).ShouldBe(facts.OfType<TaskCreated>().Count());
        sums.Count(Series.TasksClaimed).ShouldBe(facts.OfType<TaskClaimed>().Count());
        sums.Count(Series.TasksReleased).ShouldBe(facts.OfType<TaskReleased>().Count());
        sums.Count(Series.TasksExpired).ShouldBe(facts.OfType<TaskExpired>().Count());
        sums.Count(Series.TasksSetAside).ShouldBe(facts.OfType<TaskSetAside>().Count());
        sums.Count(Series.StoriesCompleted).ShouldBe(
            facts.Count(f => f.Type == StoryMoved.Completed) + facts.OfType<StoryCreated>().Count(s => s.Status == Status.Done));
        sums.Count(Series.TasksCompleted).ShouldBe(
            facts.Count(f => f.Type == TaskMoved.Completed) + facts.OfType<TaskCreated>().Count(t => t.Status == Status.Done));
    });

    [Fact]
    public void Time_spent_is_what_the_tasks_say_those_deleted_since_too() => Always.HoldsInHistories(history =>
    {
        var (sums, state, deleted) = (new Sums(), new State(), 0L);
        foreach (var fact in history.Facts)
        {
            sums.Add(fact.Data);
            deleted += fact.Data switch
            {
                TaskDeleted task => task.TimeSpent.Value,
                ProjectDeleted => state.Tasks.All.Where(t => t.ProjectId == fact.ProjectId).Sum(t => t.TimeSpent.Value),
                _ => 0,
            };
            state.Apply(fact);
        }
        sums.Sum(Series.TimeSeconds).ShouldBe(state.Tasks.All.Sum(t => t.TimeSpent.Value) + deleted);
    });

    static long CountOf(Series level, State state) => level switch
    {
        Series.StoriesOpen => state.Stories.All.Count(s => s.Status == Status.Open),
        Series.StoriesInProgress => state.Stories.All.Count(s => s.Status == Status.InProgress),
        Series.StoriesDone => state.Stories.All.Count(s => s.Status == Status.Done),
        Series.TasksOpen => state.Tasks.All.Count(t => t.Status == Status.Open),
        Series.TasksInProgress => state.Tasks.All.Count(t => t.Status == Status.InProgress),
        Series.TasksDone => state.Tasks.All.Count(t => t.Status == Status.Done),
        // Items have histories of their own: see Items/CustodyProperties.
        Series.ItemsHeld => state.Items.Count,
        _ => throw new NotSupportedException($"Say here what rows {level.Name()} counts."),
    };

    sealed class Sums
    {
        readonly Dictionary<Series, (long Count, long Sum)> _sums = [];

        public long Count(Series series) => _sums.GetValueOrDefault(series).Count;

        public long Sum(Series series) => _sums.GetValueOrDefault(series).Sum;

        public void Add(FactData data)
        {
            var effects = new List<Effect>();
            Effects.Of(data, effects);
            foreach (var (series, count, sum) in effects)
                _sums[series] = (Count(series) + count, Sum(series) + sum);
        }
    }
}

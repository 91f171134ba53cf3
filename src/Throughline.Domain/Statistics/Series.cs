namespace Throughline.Domain.Statistics;

/// <summary>A named number that follows from facts. The values are kept in the database and never change their meaning.</summary>
public enum Series : short
{
    StoriesCreated = 1,
    StoriesCompleted = 2,
    StoriesDeleted = 3,
    TasksCreated = 4,
    TasksCompleted = 5,
    TimeSeconds = 6,
    TasksClaimed = 7,
    TasksReleased = 8,
    TasksExpired = 9,
    TasksSetAside = 10,
    ItemsCreated = 11,
    ItemsTransferred = 12,

    StoriesOpen = 32,
    StoriesInProgress = 33,
    StoriesDone = 34,
    TasksOpen = 35,
    TasksInProgress = 36,
    TasksDone = 37,
    ItemsHeld = 38,
}

/// <summary>Names and kinds of the series.</summary>
public static class SeriesNames
{
    static readonly Dictionary<Series, string> Names = new()
    {
        [Series.StoriesCreated] = "stories.created",
        [Series.StoriesCompleted] = "stories.completed",
        [Series.StoriesDeleted] = "stories.deleted",
        [Series.TasksCreated] = "tasks.created",
        [Series.TasksCompleted] = "tasks.completed",
        [Series.TimeSeconds] = "time.seconds",
        [Series.TasksClaimed] = "tasks.claimed",
        [Series.TasksReleased] = "tasks.released",
        [Series.TasksExpired] = "tasks.expired",
        [Series.TasksSetAside] = "tasks.setAside",
        [Series.ItemsCreated] = "items.created",
        [Series.ItemsTransferred] = "items.transferred",
        [Series.StoriesOpen] = "stories.open",
        [Series.StoriesInProgress] = "stories.inProgress",
        [Series.StoriesDone] = "stories.done",
        [Series.TasksOpen] = "tasks.open",
        [Series.TasksInProgress] = "tasks.inProgress",
        [Series.TasksDone] = "tasks.done",
        [Series.ItemsHeld] = "items.held",
    };

    static readonly Dictionary<string, Series> ByName = Names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

    public static IReadOnlyCollection<Series> All => Names.Keys;

    public static string Name(this Series series) => Names[series];

    /// <summary>What is counted, or the unit of the sums.</summary>
    public static string Unit(this Series series) => series switch
    {
        Series.TimeSeconds => "seconds",
        Series.StoriesCreated or Series.StoriesCompleted or Series.StoriesDeleted
            or Series.StoriesOpen or Series.StoriesInProgress or Series.StoriesDone => "stories",
        Series.ItemsCreated or Series.ItemsTransferred or Series.ItemsHeld => "items",
        _ => "tasks",
    };

    public static bool TryParse(string name, out Series series) => ByName.TryGetValue(name, out series);

    /// <summary>Whether it is a level, the running sum of deltas, rather than a flow that is counted per bucket.</summary>
    public static bool IsLevel(this Series series) => (short)series >= 32;
}

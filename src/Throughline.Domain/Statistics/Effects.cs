using Throughline.Domain.Facts;

namespace Throughline.Domain.Statistics;

/// <summary>What a fact adds to one series.</summary>
/// <param name="Count">Occurrences; 0 for levels.</param>
/// <param name="Sum">Amount: seconds for <c>time.seconds</c>, the delta for a level, else 0.</param>
public readonly record struct Effect(Series Series, long Count, long Sum);

/// <summary>The effect of a fact on statistics: a pure function of the fact alone.</summary>
public static class Effects
{
    static readonly Series[] StoryLevels = [Series.StoriesOpen, Series.StoriesInProgress, Series.StoriesDone];
    static readonly Series[] TaskLevels = [Series.TasksOpen, Series.TasksInProgress, Series.TasksDone];

    /// <summary>Appends what <paramref name="data"/> adds to which series.</summary>
    public static void Of(FactData data, ICollection<Effect> effects)
    {
        switch (data)
        {
            case ProjectDeleted deleted:
                Leave(deleted, effects);
                break;
            case StoryCreated created:
                effects.Add(Flow(Series.StoriesCreated));
                effects.Add(Level(StoryLevels, created.Status, 1));
                if (created.Status == Status.Done)
                    effects.Add(Flow(Series.StoriesCompleted));
                break;
            case StoryMoved moved:
                effects.Add(Level(StoryLevels, moved.Status.Old, -1));
                effects.Add(Level(StoryLevels, moved.Status.New, 1));
                if (moved.Status.New == Status.Done)
                    effects.Add(Flow(Series.StoriesCompleted));
                break;
            case StoryDeleted deleted:
                effects.Add(Flow(Series.StoriesDeleted));
                effects.Add(Level(StoryLevels, deleted.Status, -1));
                break;
            case TaskCreated created:
                effects.Add(Flow(Series.TasksCreated));
                effects.Add(Level(TaskLevels, created.Status, 1));
                if (created.Status == Status.Done)
                    effects.Add(Flow(Series.TasksCompleted));
                Time(created.TimeSpent.Value, effects);
                break;
            case TaskEdited edited:
                Time(edited.TimeSpent, effects);
                break;
            case TaskMoved moved:
                Move(moved.Status, effects);
                if (moved.Status.New == Status.Done)
                    effects.Add(Flow(Series.TasksCompleted));
                Time(moved.TimeSpent, effects);
                break;
            case TaskClaimed claimed:
                effects.Add(Flow(Series.TasksClaimed));
                Move(claimed.Status, effects);
                break;
            case TaskReleased released:
                effects.Add(Flow(Series.TasksReleased));
                Move(released.Status, effects);
                Time(released.TimeSpent, effects);
                break;
            case TaskExpired expired:
                effects.Add(Flow(Series.TasksExpired));
                Move(expired.Status, effects);
                break;
            case TaskSetAside:
                effects.Add(Flow(Series.TasksSetAside));
                break;
            case TaskDeleted deleted:
                effects.Add(Level(TaskLevels, deleted.Status, -1));
                break;
            case ItemCreated:
                effects.Add(Flow(Series.ItemsCreated));
                break;
            case ItemTransferred { Awaits: false } transferred:
                HandOver(transferred.IsFirst, 1, effects);
                break;
            case TransferAccepted accepted:
                HandOver(accepted.IsFirst, 1, effects);
                break;
            case TransferCorrected corrected:
                HandOver(corrected.WasFirst, -1, effects);
                break;
            case TransferReordered reordered:
                effects.Add(new Effect(Series.ItemsHeld, 0, reordered.IsFirst ? 1 : -1));
                break;
        }
    }

    // No facts of their own tell of the stories and tasks that go with their project.
    static void Leave(ProjectDeleted deleted, ICollection<Effect> effects)
    {
        if (deleted.Stories is { } stories)
            effects.Add(new Effect(Series.StoriesDeleted, stories.Total, 0));
        Leave(StoryLevels, deleted.Stories, effects);
        Leave(TaskLevels, deleted.Tasks, effects);
        if (deleted.ItemsHeld != 0)
            effects.Add(new Effect(Series.ItemsHeld, 0, -deleted.ItemsHeld));
    }

    // Whoever comes first begins to hold what nobody held; with the others it goes from one to the next.
    static void HandOver(bool isFirst, int times, ICollection<Effect> effects)
    {
        effects.Add(new Effect(Series.ItemsTransferred, times, 0));
        if (isFirst)
            effects.Add(new Effect(Series.ItemsHeld, 0, times));
    }

    static void Leave(Series[] levels, Counts? counts, ICollection<Effect> effects)
    {
        long[] deltas = counts is null ? [0, 0, 0] : [counts.Open, counts.InProgress, counts.Done];
        for (var i = 0; i < deltas.Length; i++)
            if (deltas[i] != 0)
                effects.Add(new Effect(levels[i], 0, -deltas[i]));
    }

    static Effect Flow(Series series) => new(series, 1, 0);

    static Effect Level(Series[] levels, Status status, int delta) => new(levels[(int)status], 0, delta);

    static void Move(Changed<Status>? status, ICollection<Effect> effects)
    {
        if (status is null)
            return;
        effects.Add(Level(TaskLevels, status.Old, -1));
        effects.Add(Level(TaskLevels, status.New, 1));
    }

    static void Time(Changed<Seconds>? spent, ICollection<Effect> effects) => Time(spent is null ? 0 : spent.New.Value - spent.Old.Value, effects);

    static void Time(long seconds, ICollection<Effect> effects)
    {
        if (seconds != 0)
            effects.Add(new Effect(Series.TimeSeconds, 1, seconds));
    }
}

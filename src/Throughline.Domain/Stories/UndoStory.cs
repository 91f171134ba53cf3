using Throughline.Domain.Facts;
using Throughline.Domain.Tasks;

namespace Throughline.Domain.Stories;

/// <summary>
/// Takes back what facts said about a story and its tasks, field by field, where that is still so. What somebody changed since
/// stays as it is and is named. The facts have the old values, so nothing else has to be kept for it.
/// </summary>
/// <param name="Facts">Those about the story and its tasks, in the journal's order.</param>
public sealed record UndoStory(StoryId Id, IReadOnlyList<Fact> Facts)
{
    /// <summary>Whether facts of this kind can be taken back: edits and moves. What was made or deleted stays so.</summary>
    public static bool Takes(FactData fact) => fact is StoryEdited or StoryMoved or StoryRanked or TaskMoved or TaskRequeued;

    /// <param name="story">The story, or null when there is none.</param>
    /// <param name="tasks">All its tasks.</param>
    /// <param name="mayHave">Whether a story may be somebody's: who had it may have left the project.</param>
    /// <param name="left">Gets the fields, in the wire's spelling, that stay as they are.</param>
    /// <param name="neighbours">What stands at the places that it goes back to, and behind them.</param>
    public Decision Decide(Story? story, IReadOnlyList<WorkTask> tasks, Func<UserId, bool> mayHave, ICollection<string> left, Neighbours neighbours)
    {
        if (story is null)
            return Refusal.NotFound("story");
        var facts = new List<Draft>();
        var to = story;
        // The newest first: what was changed twice goes back to where it was at the beginning.
        foreach (var fact in Facts.Reverse())
            to = fact.Data switch
            {
                StoryEdited edited => Back(to, edited, left),
                StoryMoved { Status: var status } => to with { Status = Back(status, to.Status, "status", left) },
                StoryRanked { Rank: var rank } => to with { Rank = Back(rank, to.Rank, "rank", left) },
                _ => to,
            };
        if (to.AssigneeId is { } assignee && assignee != story.AssigneeId && !mayHave(assignee))
        {
            to = to with { AssigneeId = story.AssigneeId };
            left.Add("assigneeId");
        }

        var next = new Changed<int>(story.Version, story.Version + 1);
        var edit = new StoryEdited(next)
        {
            Title = Changed.Between(story.Title, to.Title),
            Description = Changed.Between(story.Description, to.Description),
            Priority = Changed.Between(story.Priority, to.Priority),
            Labels = Changed.Between(story.Labels, to.Labels),
            AssigneeId = Changed.Between(story.AssigneeId, to.AssigneeId),
        };
        var content = edit != new StoryEdited(next);
        if (content)
            facts.Add(new(story.ProjectId, Id.Value, edit));

        var counts = story.Tasks;
        foreach (var (task, status) in TasksBack(tasks, left))
        {
            facts.AddRange(task.Moved(status));
            counts = counts.Move(new(task.Status, status));
        }
        // Where the status or the tasks go back, the tasks have the last word, as always: somebody may have gone on with them.
        var rule = to.Status == story.Status && counts == story.Tasks ? story.Status : StatusRule.Follow(to.Status, counts);
        if (rule != to.Status)
            Leave("status", left);
        if (Changed.Between(story.Status, rule) is { } back)
            facts.Add(new(story.ProjectId, Id.Value, new StoryMoved(back, content ? null : next, to.Labels.OrNone())));
        // Its number's place nobody else can have; any other may have been given away since.
        if (to.Rank != story.Rank)
            facts.Add(new(story.ProjectId, Id.Value,
                new StoryRanked(new(story.Rank, to.Rank is { } rank ? neighbours.Nearest(story.ProjectId, rank) : null))));
        return facts;
    }

    static Story Back(Story story, StoryEdited edited, ICollection<string> left) => story with
    {
        Title = Back(edited.Title, story.Title, "title", left),
        Description = Back(edited.Description, story.Description, "description", left),
        Priority = Back(edited.Priority, story.Priority, "priority", left),
        Labels = edited.Labels is { } labels ? Back(labels, story.Labels) : story.Labels,
        AssigneeId = Back(edited.AssigneeId, story.AssigneeId, "assigneeId", left),
    };

    static T Back<T>(Changed<T>? change, T now, string field, ICollection<string> left)
    {
        if (change is null || Changed.Between(change.Old, now) is null)
            return now;
        if (Changed.Between(change.New, now) is null)
            return change.Old;
        Leave(field, left);
        return now;
    }

    // Each label for itself: one that somebody added or took away meanwhile is no reason to keep the others.
    static LabelSet Back(Changed<LabelSet> labels, LabelSet now)
    {
        if (now.Equals(labels.New))
            return labels.Old;
        var back = now.Names.Except(labels.New.Names.Except(labels.Old.Names, StringComparer.Ordinal), StringComparer.Ordinal)
            .Concat(labels.Old.Names.Except(labels.New.Names, StringComparer.Ordinal));
        return LabelSet.Of(back.Distinct(StringComparer.Ordinal).Take(InputRules.LabelCount));
    }

    IEnumerable<(WorkTask Task, Status To)> TasksBack(IReadOnlyList<WorkTask> tasks, ICollection<string> left)
    {
        foreach (var moves in Facts.Where(f => f.Data is TaskMoved).GroupBy(f => f.SubjectId))
        {
            var (first, last) = (((TaskMoved)moves.First().Data).Status.Old, ((TaskMoved)moves.Last().Data).Status.New);
            var task = tasks.FirstOrDefault(t => t.Id.Value == moves.Key);
            if (task is null || task.Status != last || task.IsUnderLease)
                Leave("tasks", left);
            else if (first != last)
                yield return (task, first);
        }
    }

    static void Leave(string field, ICollection<string> left)
    {
        if (!left.Contains(field))
            left.Add(field);
    }
}

using Throughline.Domain.Facts;
using Throughline.Domain.Projects;

namespace Throughline.Domain.Stories;

/// <summary>
/// Puts a story somewhere else on a board: beside another one, and with it perhaps into another column or lane. It names no version: who moves
/// last decides, and what is written is nobody's loss.
/// </summary>
/// <param name="CompleteTasks">Moving to Done completes the tasks that are not done yet.</param>
/// <param name="After">The story right after which it is to stand; it counts more than <paramref name="Before"/>.</param>
/// <param name="Before">The story right before which it is to stand; used when there is none before it, or not any more.</param>
public sealed record MoveStory(
    StoryId Id, Optional<Status> Status, Optional<Priority> Priority, Optional<UserId?> AssigneeId, Optional<LabelSet?> Labels, bool CompleteTasks,
    StoryId? After, StoryId? Before)
{
    /// <summary>What can be seen wrong without the story.</summary>
    public Refusal? Check()
    {
        var rules = new InputRules();
        if (Labels.IsGiven)
            rules.Labels("labels", Labels.Value?.Names);
        if (After == Id)
            rules.Add("after", "It is the story itself.");
        if (Before == Id)
            rules.Add("before", "It is the story itself.");
        return rules.Refusal;
    }

    /// <param name="state">Holds the story with its project and all its tasks, the stories beside it, and what stands next to those.</param>
    public Decision Decide(State state)
    {
        if (state.Stories.Find(Id) is not { } story)
            return Refusal.NotFound("story");
        var edit = new EditStory(Id, default, default, Status, Priority, Labels, AssigneeId, CompleteTasks, Version: null);
        var decision = edit.Decide(story, state.TasksOf(Id)).Within(state);
        if (decision.Refusal is not null)
            return decision;
        if (Beside(state, story, After) is { } above)
            return Ranked(Place(state, story, Rank.Of(above), isAfter: true));
        if (Beside(state, story, Before) is { } below)
            return Ranked(Place(state, story, Rank.Of(below), isAfter: false));
        return (After ?? Before) is null ? decision : Refusal.Invalid(After is null ? "before" : "after", "There is no such story in the project.");

        Decision Ranked(string? rank) => rank is null ? decision
            : Decision.Of([.. decision.Facts, new(story.ProjectId, Id.Value, new StoryRanked(new(story.Rank, rank)))]);
    }

    static Story? Beside(State state, Story story, StoryId? id) =>
        id is { } named && state.Stories.Find(named) is { } found && found.ProjectId == story.ProjectId ? found : null;

    /// <summary>The rank right beside another one; null: it stands there already.</summary>
    static string? Place(State state, Story story, string beside, bool isAfter)
    {
        var next = isAfter ? state.Neighbours.After(story.ProjectId, beside) : state.Neighbours.Before(story.ProjectId, beside);
        return next == Rank.Of(story) ? null : isAfter ? Rank.Between(beside, next) : Rank.Between(next, beside);
    }
}

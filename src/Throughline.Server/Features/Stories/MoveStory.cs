using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>Where a story is to stand; what is left out stays.</summary>
public sealed record MoveStoryRequest
{
    /// <summary>The story right after which it is to stand. When that is gone, before counts.</summary>
    public StoryId? After { get; init; }

    /// <summary>The story right before which it is to stand.</summary>
    public StoryId? Before { get; init; }

    /// <summary>As when it is edited: Done while all its tasks are done or with completeTasks; Open while none of its tasks was started.</summary>
    public Optional<Status> Status { get; init; }

    /// <summary>How much it matters.</summary>
    public Optional<Priority> Priority { get; init; }

    /// <summary>All its labels from now on.</summary>
    public Optional<LabelSet?> Labels { get; init; }

    /// <summary>Whose it is; null: nobody's.</summary>
    public Optional<UserId?> AssigneeId { get; init; }

    /// <summary>With status Done: complete the tasks that are not done yet too.</summary>
    public bool CompleteTasks { get; init; }

    public MoveStory ToCommand(StoryId id) => new(id, Status, Priority, AssigneeId, Labels, CompleteTasks, After, Before);
}

static class MoveStoryEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/{id}/move", HandleAsync)
        .Requires(Permission.Write)
        .WithName("moveStory")
        .WithSummary("Put a story at another place on the board.")
        .WithDescription("""
            Right after or right before another story of its project, and with it perhaps into another column or lane (status, priority, assignee, labels): all
            in one change. It needs no If-Match: who moves last decides, and whoever moves at the same time gets a place too. Answered 409 as an edit
            of the status is, and when the column is full and the project enforces its limits. What follows by rule, such as a story that is started because
            a worker claims its first task, is never refused for that.
            """)
        .Produces<StoryResponse>()
        .Refuses(StatusCodes.Status409Conflict, "tasks-open", "tasks-started", "tasks-leased", "column-full");

    static async Task<IResult> HandleAsync(
        string id, Body<MoveStoryRequest> body, Rights rights, HttpContext context, Commits commits, Assignees assignees)
    {
        var command = body.Value.ToCommand(Queries.PathId<StoryId>("story", id));
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        Story? moved = null;
        var answer = await commits.AnswerAsync(context, rights,
            need =>
            {
                need.WholeStory(command.Id);
                need.Limits(command.Id);
                if (command.After is { } after)
                    need.PlaceBeside(after);
                if (command.Before is { } before)
                    need.PlaceBeside(before);
            },
            state => rights.Refuses("story", state.Stories.Find(command.Id)?.ProjectId)
                ?? assignees.Check(command.AssigneeId, state.Stories.Get(command.Id).ProjectId),
            command.Decide,
            state =>
            {
                moved = state.Stories.Get(command.Id);
                return StoryResponse.Of(state, command.Id);
            },
            story => Commits.Ok(story, StoriesJson.Default.StoryResponse, story.Version));
        if (moved is { Rank.Length: > Rank.Crowded } crowded)
            await SpreadAsync(new(crowded.ProjectId, crowded.Rank), commits);
        return answer;
    }

    // After the move, which it must not hold up or fail: a rank that stays long for a while does no harm.
    static async Task SpreadAsync(SpreadRanks spread, Commits commits)
    {
        try
        {
            await commits.CommitAsync(new Change<int>(need => need.Crowd(spread.ProjectId, spread.Rank), spread.Decide, _ => 0) { By = Actor.Program });
        }
        catch (Exception e) when (e is StorageUnavailableException or OverloadedException)
        {
        }
    }
}

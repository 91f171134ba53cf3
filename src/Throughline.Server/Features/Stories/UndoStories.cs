using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static class UndoStoriesEndpoint
{
    /// <summary>What a change of many stories can have at most: an edit and a move of each, and two facts for each of their tasks.</summary>
    const int MostFacts = 2 * (EditStories.StoryCount + EditStories.TaskCount);

    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/undo", HandleAsync)
        .Requires(Permission.Write)
        .WithName("undoStories")
        .WithSummary("Take back a change of one's own.")
        .WithDescription("""
            from and to are the positions of its facts, as POST /api/stories/bulk answered them; of a single edit or move they are Throughline-From and
            Throughline-Position. Each field that still is as the change left it goes back to what it was before, all in one commit, and so does the place
            on the board; what somebody changed since stays, and left names it. The answer's from and to take this back again. Only edits and moves are taken back, and only one's own.
            """)
        .Produces<BulkAnswer>()
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status409Conflict, "not-undoable");

    static async Task<IResult> HandleAsync(
        Body<UndoRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, JournalReader journal, Assignees assignees,
        string? projectId = null)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var (from, to) = (body.Value.From, body.Value.To);
        if (from < 1 || to < from || to - from >= MostFacts)
            return Problems.From(Refusal.Invalid("to", $"A change has facts from a position on, 1 to {MostFacts} of them."));
        var entries = await journal.ReadAsync(new Position(from - 1), (int)(to - from + 1), context.RequestAborted);
        // What somebody else did, or where they see nothing, is not there.
        if (entries.Count != to - from + 1 || entries.Any(e => e.ActorId != rights.User || e.ProjectId != project))
            return Problems.From(Refusal.NotFound("change of yours"));
        if (entries.Any(e => !UndoStory.Takes(e.Fact.Data)))
            return Problems.From(Refusal.Conflict("not-undoable", "Only edits and moves of stories can be taken back. What was made or deleted stays so."));

        var undo = entries.GroupBy(e => StoryOf(e.Fact)).ToDictionary(facts => facts.Key, facts => new UndoStory(facts.Key, [.. facts.Select(e => e.Fact)]));
        return await new ManyStories(commits, rights, project, context).AnswerAsync([.. undo.Keys], (id, state, left) =>
            undo[id].Decide(state.Stories.Find(id), state.TasksOf(id), user => assignees.Check(new(user), project) is null, left, state.Neighbours),
            need =>
            {
                foreach (var entry in entries)
                    if (entry.Fact.Data is StoryRanked { Rank.Old: { } rank })
                        need.Rank(project, rank);
            });
    }

    static StoryId StoryOf(Fact fact) => fact.Data switch
    {
        TaskMoved moved => moved.StoryId,
        TaskRequeued requeued => requeued.StoryId,
        _ => new StoryId(fact.SubjectId),
    };
}

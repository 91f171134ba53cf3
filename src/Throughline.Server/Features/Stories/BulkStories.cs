using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static class BulkStoriesEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/bulk", HandleAsync)
        .Requires(Permission.Write)
        .WithName("bulkStories")
        .WithSummary("Change or delete up to 1,000 stories in one commit.")
        .WithDescription("""
            The stories are named, or with all they are those that the query parameters take at the beginning, the same as for the list. Each is decided on
            as if it were changed alone and has facts of its own; one that is refused does not hold up the others and is named in left. Together with the
            stories at most 7,000 tasks change. The answer's from and to take it back: POST /api/stories/undo. A deletion is not taken back.
            """)
        .Produces<BulkAnswer>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter", "too-much-to-search")
        .Refuses(StatusCodes.Status409Conflict, "too-many-stories");

    static async Task<IResult> HandleAsync(
        Body<BulkRequest> body, [AsParameters] StoryFilter filter, Rights rights, HttpContext context, Commits commits, AskedProject projects,
        NpgsqlDataSource dataSource, Assignees assignees, AskedFilter filters)
    {
        var request = body.Value;
        var project = await projects.AskedAsync(rights, filter.Project, context.RequestAborted);
        if (request.All == request.Stories is not null)
            throw Wrong("stories", "Name stories, or send all: true.");
        if (!request.DryRun && request.Delete == request.Edit is not null)
            throw Wrong("edit", "Say what to change, or send delete: true.");
        var edit = request.Edit?.ToCommand();
        if ((edit?.Check() ?? assignees.Check(edit?.AssigneeId ?? default, project)) is { } refusal)
            return Problems.From(refusal);
        var chosen = await Chosen.FindAsync(dataSource, project, request,
            async values => (await filters.ReadAsync(rights, project, filter, values, context.RequestAborted)).Query, request.Delete || edit?.TouchesTasks == true, context.RequestAborted);
        if (request.DryRun)
            return TypedResults.Ok(new BulkAnswer(chosen.Count, 0, null, null, [], chosen));
        var versions = chosen.ToDictionary(s => s.Id, s => s.Version);
        return await new ManyStories(commits, rights, project, context).AnswerAsync([.. versions.Keys], (id, state, _) =>
        {
            var (story, tasks) = (state.Stories.Find(id), state.TasksOf(id));
            if (edit is null)
                return new DeleteStory(id, versions[id]).Decide(story, tasks);
            // Whoever is to have them may have left the project since it was asked.
            return assignees.Check(edit.AssigneeId, project) is { } gone ? gone : edit.Decide(id, versions[id], story, tasks);
        });
    }

    static RefusedException Wrong(string field, string error) => new(Refusal.Invalid(field, error));
}

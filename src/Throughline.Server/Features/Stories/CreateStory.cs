using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static class CreateStoryEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPost("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("createStory")
        .WithSummary("Make a story, perhaps with its first tasks.")
        .WithDescription("""
            The title is all it needs while there is exactly one project. Its status is the one asked for, moved on as its tasks demand.
            Honours Idempotency-Key: the same key with the same body gives the same answer and no second story.
            """)
        .Produces<StoryResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "external-key-taken");

    static async Task<IResult> HandleAsync(
        Body<CreateStoryRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, Assignees assignees, TimeProvider time)
    {
        var project = await projects.AskedAsync(rights, body.Value.ProjectId.IsGiven ? body.Value.ProjectId.Value : null, context.RequestAborted);
        var command = body.Value.ToCommand(project, time.Now());
        if ((command.Check() ?? assignees.Check(body.Value.AssigneeId, project)) is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            command.Need,
            _ => rights.Refuses("project", project),
            command.Decide,
            state => StoryResponse.Of(state, command.Id),
            story => Commits.Created(story, StoriesJson.Default.StoryResponse, $"/api/stories/{story.Id}", story.Version));
    }
}

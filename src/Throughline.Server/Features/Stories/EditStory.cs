using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

static class EditStoryEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("editStory")
        .WithSummary("Change a story's content or status.")
        .WithDescription("""
            Needs If-Match with the version that was read. Moving to Done with open tasks is answered 409 unless completeTasks is true;
            moving to Open is answered 409 once one of its tasks was started, and moving into a full column where the project enforces
            its limits.
            """)
        .Produces<StoryResponse>()
        .Refuses(StatusCodes.Status409Conflict, "tasks-open", "tasks-started", "tasks-leased", "column-full");

    static Task<IResult> HandleAsync(
        string id, Body<EditStoryRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits, Assignees assignees)
    {
        var command = body.Value.ToCommand(Queries.PathId<StoryId>("story", id), match.Version);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.WholeStory(command.Id);
                if (command.Status.IsGiven)
                    need.Limits(command.Id);
            },
            state => rights.Refuses("story", state.Stories.Find(command.Id)?.ProjectId)
                ?? assignees.Check(command.AssigneeId, state.Stories.Get(command.Id).ProjectId),
            state => command.Decide(state.Stories.Find(command.Id), state.TasksOf(command.Id)).Within(state),
            state => StoryResponse.Of(state, command.Id),
            story => Commits.Ok(story, StoriesJson.Default.StoryResponse, story.Version));
    }
}

using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories;

static class DeleteStoryEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("deleteStory")
        .WithSummary("Delete a story and its tasks.")
        .WithDescription("Needs If-Match with the version that was read. The journal keeps what it said.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string id, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new DeleteStory(Queries.PathId<StoryId>("story", id), match.Version);
        return commits.AnswerAsync(context, rights,
            need => need.WholeStory(command.Id),
            state => rights.Refuses("story", state.Stories.Find(command.Id)?.ProjectId),
            state => command.Decide(state.Stories.Find(command.Id), state.TasksOf(command.Id)),
            _ => command.Id,
            _ => Commits.NoContent());
    }
}

using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

static class DeleteViewEndpoint
{
    public static void Map(RouteGroupBuilder views) => views.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.SaveViews)
        .WithName("deleteView")
        .WithSummary("Delete a view.")
        .WithDescription("Needs If-Match with the version that was read. What is shared needs the role Member in its project.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string id, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new DeleteView(Queries.PathId<ViewId>("view", id), rights.User, match.Version);
        return commits.AnswerAsync(context, rights,
            need => need.View(command.Id),
            state => rights.RefusesChange(state.Views.Find(command.Id)),
            command.Decide,
            _ => command.Id,
            _ => Commits.NoContent());
    }
}

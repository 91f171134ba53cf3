using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.BaseItems;

static class DeleteBaseItemEndpoint
{
    public static void Map(RouteGroupBuilder kinds) => kinds.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("deleteBaseItem")
        .WithSummary("Delete a base item of which there is no item.")
        .WithDescription("Needs If-Match with the version that was read. Items have a history and stay, and so does what they are: 409.")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "base-item-in-use");

    static Task<IResult> HandleAsync(string id, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new DeleteBaseItem(Queries.PathId<BaseItemId>("base item", id), match.Version);
        return commits.AnswerAsync(context, rights,
            need => need.BaseItem(command.Id),
            state => rights.Refuses("base item", state.BaseItems.Find(command.Id)?.ProjectId),
            command.Decide,
            _ => command.Id,
            _ => Commits.NoContent());
    }
}

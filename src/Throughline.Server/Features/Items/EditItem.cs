using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items;

static class EditItemEndpoint
{
    public static void Map(RouteGroupBuilder items) => items.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("editItem")
        .WithSummary("Change an item's label.")
        .WithDescription("Needs If-Match with the version that was read. An empty label is taken away.")
        .Produces<ItemResponse>();

    static Task<IResult> HandleAsync(string id, Body<EditItemRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new EditItem(Queries.PathId<ItemId>("item", id), body.Value.Label, match.Version);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            // With who holds it, which the answer tells.
            need => need.Custody(command.Id, null),
            state => rights.Refuses("item", state.Items.Find(command.Id)?.ProjectId),
            command.Decide,
            state => ItemResponse.Of(state, command.Id),
            item => Commits.Ok(item, ItemsJson.Default.ItemResponse, item.Version));
    }
}

using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.BaseItems;

static class EditBaseItemEndpoint
{
    public static void Map(RouteGroupBuilder kinds) => kinds.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Write)
        .WithName("editBaseItem")
        .WithSummary("Change what a base item says.")
        .WithDescription("Needs If-Match with the version that was read.")
        .Produces<BaseItemResponse>();

    static Task<IResult> HandleAsync(string id, Body<EditBaseItemRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new EditBaseItem(Queries.PathId<BaseItemId>("base item", id), body.Value.Description, match.Version);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need => need.BaseItem(command.Id),
            state => rights.Refuses("base item", state.BaseItems.Find(command.Id)?.ProjectId),
            command.Decide,
            state => BaseItemResponse.Of(state, command.Id),
            kind => Commits.Ok(kind, ItemsJson.Default.BaseItemResponse, kind.Version));
    }
}

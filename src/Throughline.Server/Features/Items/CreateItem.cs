using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items;

static class CreateItemEndpoint
{
    public static void Map(RouteGroupBuilder items) => items.MapPost("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("createItem")
        .WithSummary("Record an item.")
        .WithDescription("""
            One thing, of a base item of the project, perhaps with whoever is the first to hold it. Afterwards it is handed over by POST /api/transfers. Honours
            Idempotency-Key: the same key with the same body gives the same answer and no second item.
            """)
        .Produces<ItemResponse>(StatusCodes.Status201Created);

    static async Task<IResult> HandleAsync(
        Body<CreateItemRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, Receivers receivers, TimeProvider time)
    {
        var project = await projects.AskedAsync(rights, body.Value.ProjectId, context.RequestAborted);
        var command = body.Value.ToCommand(project, time.Now());
        if (command.Check(time.Now()) is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need => need.BaseItem(command.BaseItemId),
            _ => rights.Refuses("project", project) ?? receivers.Check(command.OwnerId, project),
            command.Decide,
            state => ItemResponse.Of(state, command.Id),
            item => Commits.Made(item, ItemsJson.Default.ItemResponse, $"/api/items/{item.Id}"));
    }
}

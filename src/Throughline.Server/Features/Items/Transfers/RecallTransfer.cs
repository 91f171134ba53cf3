using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Transfers;

static class RecallTransferEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/{id}/recall", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("recallTransfer")
        .WithSummary("Take back what was handed over and not accepted yet.")
        .WithDescription("Whoever handed it over can, and whoever holds the item; for others an owner of the project.")
        .Produces<TransferResponse>()
        .Refuses(StatusCodes.Status409Conflict, "transfer-settled");

    static Task<IResult> HandleAsync(string id, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RecallTransfer(Queries.PathId<TransferId>("transfer", id));
        return commits.AnswerAsync(context, rights, command.Id,
            state => command.Decide(state, rights.User, permission => rights.Refuses("transfer", state.Transfers.Get(command.Id).ProjectId, permission)));
    }
}

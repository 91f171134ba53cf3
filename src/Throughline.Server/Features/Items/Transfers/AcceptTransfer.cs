using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Transfers;

static class AcceptTransferEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/{id}/accept", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("acceptTransfer")
        .WithSummary("Take what one was handed.")
        .WithDescription("""
            Only whoever it was handed to can. They hold the item from now on, or from the moment that was stated when it was handed over. 409 when it does not await
            acceptance any more.
            """)
        .Produces<TransferResponse>()
        .Refuses(StatusCodes.Status403Forbidden, "not-the-receiver")
        .Refuses(StatusCodes.Status409Conflict, "transfer-settled");

    static Task<IResult> HandleAsync(string id, Rights rights, HttpContext context, Commits commits)
    {
        var command = new AcceptTransfer(Queries.PathId<TransferId>("transfer", id));
        return commits.AnswerAsync(context, rights, command.Id, state => command.Decide(state, rights.User));
    }
}

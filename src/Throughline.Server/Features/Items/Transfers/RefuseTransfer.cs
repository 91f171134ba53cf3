using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Transfers;

static class RefuseTransferEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/{id}/refuse", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("refuseTransfer")
        .WithSummary("Not take what one was handed, and say why.")
        .WithDescription("Only whoever it was handed to can. The giver holds the item as if it had not been handed over.")
        .Produces<TransferResponse>()
        .Refuses(StatusCodes.Status403Forbidden, "not-the-receiver")
        .Refuses(StatusCodes.Status409Conflict, "transfer-settled");

    static Task<IResult> HandleAsync(string id, Body<RefuseTransferRequest> body, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RefuseTransfer(Queries.PathId<TransferId>("transfer", id), body.Value.Reason ?? "");
        return command.Check() is { } refusal ? Task.FromResult<IResult>(Problems.From(refusal))
            : commits.AnswerAsync(context, rights, command.Id, state => command.Decide(state, rights.User));
    }
}

using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class CorrectTransferEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/{id}/correct", HandleAsync)
        .Requires(Permission.HandOverForOthers)
        .WithName("correctTransfer")
        .WithSummary("Say what a transfer should have been.")
        .WithDescription("""
            Another receiver, another moment, or none at all (isVoid). What was recorded stays: it is Corrected from then on and does not count, and correctedBy names
            the transfer that stands in its place. Only a transfer that counts can be corrected (409).
            """)
        .Produces<TransferResponse>()
        .Refuses(StatusCodes.Status409Conflict, "transfer-not-accepted");

    static Task<IResult> HandleAsync(
        string id, Body<CorrectTransferRequest> body, Rights rights, HttpContext context, Commits commits, Receivers receivers, TimeProvider time)
    {
        var command = body.Value.ToCommand(Queries.PathId<TransferId>("transfer", id), time.Now());
        return command.Check(time.Now()) is { } refusal ? Task.FromResult<IResult>(Problems.From(refusal))
            : commits.AnswerAsync(context, rights, command.Id, command.Decide, command.At, project => receivers.Check(command.OwnerId, project));
    }
}

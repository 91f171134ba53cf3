using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class SettleTransfersEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/settle", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("settleTransfers")
        .WithSummary("Accept, refuse, recall or take off up to a thousand transfers, in one step.")
        .WithDescription("""
            All of them or none, in one commit. status says what becomes of them: Accepted or Refused (with a reason) by their receiver, Recalled by who handed them
            over or holds the items, Corrected by an owner of the project: they were none at all. What can't be is named (transferIds[17]).
            """)
        .Produces<TransfersResponse>()
        .Refuses(StatusCodes.Status403Forbidden, "not-the-receiver")
        .Refuses(StatusCodes.Status409Conflict, "transfer-settled", "transfer-not-accepted");

    static async Task<IResult> HandleAsync(Body<SettleTransfersRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects)
    {
        var request = body.Value;
        var project = await projects.AskedAsync(rights, request.ProjectId, context.RequestAborted);
        if (Check(request) is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need =>
            {
                foreach (var id in request.TransferIds)
                    need.Transfer(id, null);
            },
            _ => rights.Refuses("project", project, request.Status == TransferStatus.Corrected ? Permission.HandOverForOthers : Permission.HandOver),
            state => Decide(request, project, state, rights),
            state => new TransfersResponse([.. request.TransferIds.Select(id => TransferResponse.Of(state.Transfers.Get(id), state.Now))]),
            settled => Commits.Ok(settled, ItemsJson.Default.TransfersResponse));
    }

    static Refusal? Check(SettleTransfersRequest request)
    {
        var rules = new InputRules();
        if (request.TransferIds is not { Count: >= 1 and <= TransferItem.ItemCount })
            rules.Add("transferIds", $"There are {request.TransferIds?.Count ?? 0}; 1 to {TransferItem.ItemCount} are settled at once.");
        if (request.Status == TransferStatus.Awaiting)
            rules.Add("status", "It is one of: Accepted, Refused, Recalled, Corrected.");
        if (request.Status == TransferStatus.Refused || request.Reason is not null)
            rules.Line("reason", request.Reason);
        return rules.Refusal;
    }

    // Each is of an item of its own, so that what was decided on one has no bearing on the next.
    static Decision Decide(SettleTransfersRequest request, ProjectId project, State state, Rights rights)
    {
        var facts = new List<Draft>(request.TransferIds.Count);
        var rules = new InputRules();
        Refusal? kind = null;
        var items = new HashSet<ItemId>();
        for (var i = 0; i < request.TransferIds.Count; i++)
        {
            var transfer = state.Transfers.Find(request.TransferIds[i]);
            if (transfer is null || transfer.ProjectId != project)
            {
                rules.Add($"transferIds[{i}]", "There is no such transfer in the project.");
                continue;
            }
            if (!items.Add(transfer.ItemId))
            {
                rules.Add($"transferIds[{i}]", "Another transfer of the same item stands before it.");
                continue;
            }
            var decision = One(request, transfer, state, rights);
            if (decision.Refusal is { } refusal)
            {
                kind ??= refusal;
                rules.Add($"transferIds[{i}]", refusal.Detail);
            }
            else
            {
                facts.AddRange(decision.Facts);
            }
        }
        return rules.Refusal is not { } all ? facts : kind is null ? all : kind with { Errors = all.Errors };
    }

    static Decision One(SettleTransfersRequest request, Transfer transfer, State state, Rights rights) => request.Status switch
    {
        TransferStatus.Accepted => new AcceptTransfer(transfer.Id).Decide(state, rights.User),
        TransferStatus.Refused => new RefuseTransfer(transfer.Id, request.Reason!).Decide(state, rights.User),
        TransferStatus.Recalled => new RecallTransfer(transfer.Id).Decide(state, rights.User, permission => rights.Refuses("transfer", transfer.ProjectId, permission)),
        _ => new CorrectTransfer(transfer.Id, default, null, null, IsVoid: true, request.Reason).Decide(state),
    };
}

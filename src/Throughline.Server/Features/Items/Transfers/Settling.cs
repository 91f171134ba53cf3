using NodaTime;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Items.Transfers;

/// <summary>What the verbs on one transfer have in common: it is loaded with its place in the chain, decided on, and answered as it is then.</summary>
static class Settling
{
    /// <param name="at">Another moment that the decision looks at.</param>
    /// <param name="check">Says on the transfer's project why the request can't be taken; null: it can.</param>
    public static Task<IResult> AnswerAsync(
        this Commits commits, HttpContext context, Rights rights, TransferId id, Func<State, Decision> decide, Instant? at = null, Func<ProjectId, Refusal?>? check = null) =>
        commits.AnswerAsync(context, rights,
            need => need.Transfer(id, at),
            state => rights.Refuses("transfer", state.Transfers.Find(id)?.ProjectId) ?? check?.Invoke(state.Transfers.Get(id).ProjectId),
            decide,
            state => TransferResponse.Of(state.Transfers.Get(id), state.Now),
            transfer => Commits.Ok(transfer, ItemsJson.Default.TransferResponse));
}

using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class TransferItemsEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("transferItems")
        .WithSummary("Hand over one item or up to a thousand, in one step.")
        .WithDescription("""
            All of them or none, in one commit. Whoever holds an item hands it on; who is the first to hold it says whoever may write; what others hold, and what is
            to stand before another transfer, an owner of the project hands over. With awaits each line waits until its receiver accepts or refuses it, and the
            giver holds it until then; an item waits for one at most (409).
            """)
        .Produces<TransfersResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "transfer-awaits");

    static async Task<IResult> HandleAsync(
        Body<TransferItemsRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, Receivers receivers, TimeProvider time)
    {
        var project = await projects.AskedAsync(rights, body.Value.ProjectId, context.RequestAborted);
        var commands = Commands(body.Value, project, time.Now());
        if (commands[0].Check(time.Now()) is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need =>
            {
                foreach (var command in commands)
                    need.Custody(command.ItemId, command.At);
            },
            _ => rights.Refuses("project", project) ?? receivers.Check(body.Value.OwnerId, project),
            state => Decide(commands, state, rights, project),
            state => new TransfersResponse([.. commands.Select(c => TransferResponse.Of(state.Transfers.Get(c.Id), state.Now))]),
            made => Commits.Made(made, ItemsJson.Default.TransfersResponse, $"/api/transfers/{made.Transfers[0].Id}"));
    }

    static List<TransferItem> Commands(TransferItemsRequest request, ProjectId project, Instant now)
    {
        if (request.ItemIds is not { Count: >= 1 and <= TransferItem.ItemCount })
            throw new RefusedException(Refusal.Invalid("itemIds", $"There are {request.ItemIds?.Count ?? 0}; 1 to {TransferItem.ItemCount} are handed over at once."));
        var rules = new InputRules();
        var seen = new HashSet<ItemId>();
        for (var i = 0; i < request.ItemIds.Count; i++)
            if (!seen.Add(request.ItemIds[i]))
                rules.Add($"itemIds[{i}]", "It stands there twice.");
        return rules.Refusal is { } refusal ? throw new RefusedException(refusal)
            : [.. request.ItemIds.Select((item, i) => new TransferItem(TransferId.New(now, i), project, item, request.OwnerId, request.At, request.Awaits))];
    }

    // Items are each of their own, so that what was decided on one has no bearing on the next.
    static Decision Decide(List<TransferItem> commands, State state, Rights rights, ProjectId project)
    {
        var facts = new List<Domain.Facts.Draft>(commands.Count);
        var rules = new InputRules();
        for (var i = 0; i < commands.Count; i++)
        {
            var decision = commands[i].Decide(state, rights.User, permission => rights.Refuses("item", project, permission), $"itemIds[{i}]");
            if (decision.Refusal is { Errors: { } errors })
                foreach (var (field, wrong) in errors)
                    rules.Add(field, wrong[0]);
            else if (decision.Refusal is { } refusal)
                return refusal;
            else
                facts.AddRange(decision.Facts);
        }
        return rules.Refusal is { } all ? all : facts;
    }
}

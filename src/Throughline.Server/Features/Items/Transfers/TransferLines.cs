using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.Transfers;

static class TransferLinesEndpoint
{
    public static void Map(RouteGroupBuilder transfers) => transfers.MapPost("/batch", HandleAsync)
        .Requires(Permission.HandOver)
        .WithName("transferLines")
        .WithSummary("Hand over many items: NDJSON in, NDJSON out.")
        .WithDescription("""
            One transfer per line: itemId, ownerId, perhaps at and awaits. The answer has one line per line: {"line","status","id"} or
            {"line","status","detail","errors"}. A line that can't be taken does not hold up the others. With an Idempotency-Key a batch whose answer was lost can
            be sent again: a line that was taken is answered as before and hands nothing over; 422 for one that is another line now.
            """)
        .TakesLines<TransferLineRequest, ItemLine>(keyed: true);

    static Task HandleAsync(Rights rights, HttpContext context, Sequencer sequencer, AskedProject projects, Receivers receivers, TimeProvider time)
    {
        var keys = RequestKey.OfLines(context, rights);
        return LineByLine.AnswerAsync(context, sequencer, async (line, cancellation) =>
        {
            var request = StrictJson.Read(line.Utf8.Span, ItemsJson.Default.TransferLineRequest);
            var project = await projects.AskedAsync(rights, request.ProjectId, cancellation);
            var command = request.ToCommand(project, time.Now());
            if (command.Check(time.Now()) is { } refusal)
                throw new RefusedException(refusal);
            return new Change<ItemLine>(need => need.Custody(command.ItemId, command.At),
                _ => rights.Refuses("project", project) ?? receivers.Check(command.OwnerId, project),
                state => command.Decide(state, rights.User, permission => rights.Refuses("item", project, permission)),
                _ => new ItemLine(line.Number, StatusCodes.Status201Created) { Id = command.Id.Value })
            {
                By = rights.Actor,
                Key = keys?.Invoke(line),
                ToAnswer = made => new Answer(made.Status, null, null, WireJson.Bytes(made, ItemsJson.Default.ItemLine)),
            };
        }, ItemsJson.Default.ItemLine);
    }
}

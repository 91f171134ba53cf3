using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live;

static class LiveStatisticsEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/statistics/live", HandleAsync)
        .Requires(Permission.Read)
        .WithTags("Statistics", "Live")
        .WithName("liveStatistics")
        .WithSummary("Follow statistics as they change (Server-Sent Events).")
        .WithDescription("""
            The parameters of /api/statistics; span instead of from and to. The first statistics event is a snapshot ("snapshot":true), and so is
            one after others were missed. A stream that is opened again begins with a snapshot, whatever event the client has.
            """)
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .Refuses(StatusCodes.Status400BadRequest, "invalid-input")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "too-many-streams");

    static async Task<IResult> HandleAsync(
        [AsParameters] LiveStatisticsQuery _, Rights rights, HttpContext context, Streams streams, JournalTail tail) =>
        StatisticsScope.TryRead(context.Request.Query, out var scope, out var refusal)
            ? await streams.RunAsync(context, rights, LiveRequest.Of(scope),
                () => ValueTask.FromResult<IFrameWriter>(new SseWriter(context, tail.JournalId)))
            : Problems.From(refusal);
}

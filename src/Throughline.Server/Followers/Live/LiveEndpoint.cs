using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live;

static class LiveEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/live", HandleAsync)
        .Requires(Permission.Read)
        .WithTags("Live")
        .WithName("live")
        .WithSummary("Follow facts, and statistics, as they happen (Server-Sent Events).")
        .WithDescription("""
            Events: facts {"from","to","facts"} tells the journal's positions from..to, inclusive; the first one is empty and says where the
            stream begins; a filtered stream tells its gaps by from and to. statistics. reset {"position"}: the stream does not join what the
            client has, read anew. It shows what you may see, and follows your rights: what you are given or what is taken from you shows from the
            position of the fact on that says so; when nothing is left, or you are signed out, the stream ends. A comment, or an empty facts event, is a heartbeat. Resume with Last-Event-ID: nothing is lost or told twice.
            503 with Retry-After when the node has as many streams as it may.
            """)
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .Refuses(StatusCodes.Status400BadRequest, "invalid-input")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "too-many-streams");

    static async Task<IResult> HandleAsync([AsParameters] LiveQuery query, Rights rights, HttpContext context, Streams streams, JournalTail tail)
    {
        var (request, refusal) = LiveRequest.Read(query);
        return request is null
            ? Problems.From(refusal!)
            : await streams.RunAsync(context, rights, request, () => ValueTask.FromResult<IFrameWriter>(new SseWriter(context, tail.JournalId)));
    }
}

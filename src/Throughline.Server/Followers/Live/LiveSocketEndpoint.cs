using System.Net.WebSockets;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live;

static class LiveSocketEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/live/ws", HandleAsync)
        .Requires(Permission.Read)
        .WithTags("Live")
        .WithName("liveSocket")
        .WithSummary("Follow facts, and statistics, as they happen (WebSocket).")
        .WithDescription("""
            The same events as /api/live, each a text message {"event","id","data"}. Resume with lastEventId. What the client sends is not
            read further, and a message of more than 4096 bytes ends the stream (1009). One that you have no right to any more is closed with 1008. A page of another origin is refused (403).
            """)
        .Produces(StatusCodes.Status101SwitchingProtocols)
        .Refuses(StatusCodes.Status400BadRequest, "invalid-input", "websocket-expected")
        .Refuses(StatusCodes.Status403Forbidden, "foreign-origin")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "too-many-streams");

    static async Task<IResult> HandleAsync(
        [AsParameters] LiveQuery query, Rights rights, HttpContext context, Streams streams, JournalTail tail, LiveSettings settings)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            return Problems.From(StatusCodes.Status400BadRequest, "websocket-expected", "This address speaks WebSocket. Server-Sent Events: /api/live.");
        if (!SameOrigin.Allows(context.Request))
            return Problems.From(StatusCodes.Status403Forbidden, "foreign-origin", "Only pages of this server's own origin may connect.");
        var (request, refusal) = LiveRequest.Read(query);
        if (request is null)
            return Problems.From(refusal!);

        WebSocket? socket = null;
        try
        {
            return await streams.RunAsync(context, rights, request, AcceptAsync, connection => ListenAsync(socket!, connection));
        }
        finally
        {
            socket?.Dispose();
        }

        async ValueTask<IFrameWriter> AcceptAsync()
        {
            socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = settings.Heartbeat,
                KeepAliveTimeout = settings.StallTimeout,
            });
            return new WebSocketWriter(socket, context, tail.JournalId);
        }
    }

    const int LongestMessage = 4096;

    // Nothing that a client may say means anything; but its close does, and reading is how a dead one is found.
    static async Task ListenAsync(WebSocket socket, LiveConnection connection)
    {
        var buffer = new byte[256];
        var why = Ending.Left;
        try
        {
            for (var length = 0; ;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                length += received.Count;
                if (length > LongestMessage)
                {
                    why = Ending.TooMuch;
                    break;
                }
                if (received.EndOfMessage)
                    length = 0;
            }
        }
        catch (Exception e) when (WebSocketWriter.IsGone(e))
        {
            // It left without a word.
        }
        connection.End(why);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Followers.Live;

/// <summary>Opens streams, within the node's bound, and runs them to their end.</summary>
sealed class Streams(LiveServices services, LiveConnections connections, AskedProject projects)
{
    const string RetryAfterSeconds = "5";
    static readonly TimeSpan GoodByeTimeout = TimeSpan.FromSeconds(1);

    /// <param name="open">Makes the writer, once it is sure that there will be a stream.</param>
    /// <param name="listen">Reads what the client sends, until it leaves.</param>
    /// <returns>Why there was no stream; or nothing, after its end.</returns>
    public async Task<IResult> RunAsync(
        HttpContext context, Rights rights, LiveRequest request, Func<ValueTask<IFrameWriter>> open, Func<LiveConnection, Task>? listen = null)
    {
        foreach (var project in request.Projects.Named)
            if (!await projects.SeesAsync(rights, project, context.RequestAborted))
                return Problems.From(AskedProject.NoSuchProject);
        if (!connections.TryReserve())
            return Refuse(context, "This node has as many live streams as it may.");
        SendQueue.Bound(context);
        try
        {
            using var sight = new Sight(services, rights, request);
            // Rights that were taken away this very moment the stream notices by itself.
            sight.Follow();
            var connection = new LiveConnection(services, await open(), sight, request.Seen);
            using var gone = context.RequestAborted.UnsafeRegister(static left => ((LiveConnection)left!).End(Ending.Left), connection);
            connections.Add(connection);
            try
            {
                var listening = listen?.Invoke(connection) ?? Task.CompletedTask;
                await connection.RunAsync();
                await HearGoodByeAsync(context, listening);
            }
            finally
            {
                connections.Remove(connection);
            }
            return Results.Empty;
        }
        catch (TooManyScopesException e)
        {
            return Refuse(context, e.Message);
        }
        finally
        {
            connections.Release();
        }
    }

    // A client answers the good-bye at once; one that doesn't shall not hold up a node that stops.
    static async Task HearGoodByeAsync(HttpContext context, Task listening)
    {
        await listening.WaitAsync(GoodByeTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!listening.IsCompleted)
            context.Abort();
        await listening;
    }

    static ProblemHttpResult Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.From(StatusCodes.Status503ServiceUnavailable, "too-many-streams", $"{detail} Try again in {RetryAfterSeconds} seconds.");
    }
}

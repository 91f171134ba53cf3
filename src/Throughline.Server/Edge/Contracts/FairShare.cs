using System.Threading.RateLimiting;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// How much of the node one client may have at a time, so that a flood stands in a line of its own and everybody else is served as if
/// it were not there. A client is the address that its requests come from, behind a known proxy the one that it names.
/// </summary>
/// <remarks>
/// Changes are counted once their body is read: one that sends slowly takes no place. Live streams, long polls, workers and batches are
/// not counted; they have bounds of their own.
/// </remarks>
/// <param name="atOnce">Requests of one client that are worked on at a time.</param>
/// <param name="inLine">Requests of one client that wait for that.</param>
public sealed class FairShare(int atOnce, int inLine) : IDisposable
{
    /// <summary>Whoever does not wait by himself is made to: refusing at once would keep the node busy with refusals.</summary>
    static readonly TimeSpan RefusedAfter = TimeSpan.FromMilliseconds(200);

    readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetConcurrencyLimiter(client, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = inLine,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>Waits for the client's turn, which lasts until the result is disposed.</summary>
    /// <exception cref="TooManyRequestsException">Its line is full.</exception>
    public async ValueTask<IDisposable> TurnAsync(HttpContext context)
    {
        var turn = await _limiter.AcquireAsync(ClientOf(context), cancellationToken: context.RequestAborted);
        if (turn.IsAcquired)
            return turn;
        turn.Dispose();
        await Task.Delay(RefusedAfter, context.RequestAborted);
        throw new TooManyRequestsException();
    }

    public void Dispose() => _limiter.Dispose();

    static string ClientOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}

/// <summary>One client has as many requests waiting as it may; nothing was changed. Try again soon.</summary>
public sealed class TooManyRequestsException() : Exception("The client has too many requests waiting.");

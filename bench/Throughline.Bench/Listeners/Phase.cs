using Throughline.Bench.Wire;

namespace Throughline.Bench.Listeners;

/// <summary>A stretch of a run: events are sent, and it is over when every client has had every one.</summary>
static class Phase
{
    /// <summary>One event after the other, at fixed times; one that is late is sent at once.</summary>
    public static PhaseResult Paced(Crowd crowd, Sender sender, long count, long microseconds) => Run(crowd, sender, () =>
    {
        var begun = Marker.Now;
        for (var i = 0L; i < count; i++)
        {
            var due = begun + i * microseconds * 1000;
            while (Marker.Now is var now && now < due) Thread.Sleep(TimeSpan.FromMicroseconds(Math.Max(0, (due - now) / 1000 - 60)));
            sender.Send();
        }
    });

    /// <summary>As many as it takes: the next ones are sent when the clients are not more than a window behind.</summary>
    /// <param name="window">Events that may be under way to each client.</param>
    public static PhaseResult Flood(Crowd crowd, Sender sender, double seconds, long window) => Run(crowd, sender, () =>
    {
        for (var until = Marker.Now + (long)(seconds * 1e9); Marker.Now < until;)
            if ((sender.Sent + sender.PerRequest - window) * crowd.All.Count <= crowd.Delivered) sender.Send();
            else Thread.Sleep(TimeSpan.FromMicroseconds(200));
    });

    static PhaseResult Run(Crowd crowd, Sender sender, Action send)
    {
        crowd.Restart();
        sender.Restart();
        var begun = Marker.Now;
        var sending = Task.Factory.StartNew(send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        string? missing = null;
        try
        {
            while (!sending.IsCompleted) crowd.Turn(5);
            sending.GetAwaiter().GetResult();
            crowd.Pump(() => crowd.Delivered >= sender.Sent * crowd.All.Count, "Not every client had every event");
            for (var quiet = Marker.Now + 50_000_000; Marker.Now < quiet;) crowd.Turn(5); // What comes twice comes now.
        }
        catch (TimeoutException late)
        {
            missing = late.Message;
        }
        return Result(crowd, sender, (crowd.LastArrival - begun) / 1e9, missing);
    }

    static PhaseResult Result(Crowd crowd, Sender sender, double seconds, string? missing)
    {
        var wrong = crowd.All.Count(listener => listener.Arrivals.Count != sender.Sent || listener.Arrivals.Sum != sender.Sum);
        return new PhaseResult(
            crowd.All.Count, sender.Sent, crowd.Delivered, crowd.All.Sum(listener => listener.Frames), crowd.All.Sum(listener => listener.Bytes), seconds,
            crowd.Latencies.Milliseconds(0.5), crowd.Latencies.Milliseconds(0.99), sender.Failed,
            missing ?? (wrong > 0 ? $"{wrong} clients did not have every event exactly once" : null),
            crowd.All.Select(listener => listener.Arrivals.Order).Distinct().Count());
    }
}

/// <summary>What came of it.</summary>
/// <param name="Seconds">From the first request to the last arrival.</param>
/// <param name="Failed">Requests that were not answered with 2xx.</param>
/// <param name="Void">A client that missed an event or had one twice; null: none did.</param>
/// <param name="Orders">In how many different orders clients had them: 1, or the server has none.</param>
sealed record PhaseResult(
    int Clients, long Sent, long Delivered, long Frames, long Bytes, double Seconds, double P50, double P99, long Failed, string? Void, int Orders);

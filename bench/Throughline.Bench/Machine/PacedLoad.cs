using System.Threading.Channels;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Machine;

/// <summary>
/// Requests at a pace that does not depend on the answers. What a request takes counts from the moment that it was due, so that a
/// server that stalls is charged with all who had to wait meanwhile.
/// </summary>
static class PacedLoad
{
    public const string Load = "paced requests on 64 kept connections from a process on the same machine, timed from when they were due";
    const int Connections = 64;

    /// <param name="rate">Requests a second.</param>
    /// <param name="request">Makes the next request.</param>
    public static async Task<Sample> RunAsync(double rate, double seconds, Func<HttpRequestMessage> request, Func<double> cpu, CancellationToken cancel)
    {
        using var client = Api.AsOwner(TimeSpan.FromSeconds(10), new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        var gate = new Lock();
        var took = new List<double>();
        var failed = 0L;
        var (before, started) = (cpu(), TimeProvider.System.GetTimestamp());
        var workers = Enumerable.Range(0, Connections).Select(_ => Task.Run(WorkAsync, cancel)).ToArray();
        await PaceAsync();
        await Task.WhenAll(workers);
        var span = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        took.Sort();
        return new Sample
        {
            Figures = new Dictionary<Figure, double>
            {
                [Figure.Rate] = took.Count / span,
                [Figure.P50] = took.Count == 0 ? double.NaN : took[took.Count / 2],
                [Figure.P99] = took.Count == 0 ? double.NaN : took[(int)(took.Count * 0.99)],
            },
            Seconds = span,
            CpuSeconds = cpu() - before,
            Failed = failed,
            // A server that falls behind is no void run: all that was due is asked, and its lateness is in the latencies.
            Void = took.Count == 0 ? "nothing was answered" : null,
        };

        async Task PaceAsync()
        {
            long sent = 0;
            var all = (long)(rate * seconds);
            while (sent < all)
            {
                var elapsed = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                for (var until = Math.Min(all, (long)(elapsed * rate)); sent < until; sent++)
                    due.Writer.TryWrite(started + (long)(sent / rate * TimeProvider.System.TimestampFrequency));
                await Task.Delay(1, cancel);
            }
            due.Writer.Complete();
        }

        async Task WorkAsync()
        {
            await foreach (var at in due.Reader.ReadAllAsync(cancel))
            {
                bool well;
                HttpRequestMessage next;
                lock (gate) next = request();
                using (next)
                    try
                    {
                        using var answer = await client.SendAsync(next, cancel);
                        well = answer.IsSuccessStatusCode;
                    }
                    catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
                    {
                        well = false;
                    }
                var passed = TimeProvider.System.GetElapsedTime(at).TotalMilliseconds;
                lock (gate)
                {
                    if (well) took.Add(passed);
                    else failed++;
                }
            }
        }
    }
}

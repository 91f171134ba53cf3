using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Throughline.Bench.Machine;

namespace Throughline.Bench.Benchmarks;

/// <summary>Many stories by NDJSON batches, two at a time.</summary>
static class StoryLines
{
    /// <summary>
    /// This client reads no answer before it has sent its request. So a batch has no more lines than its answer has room in the sockets'
    /// buffers, and while one is answered the other is sent.
    /// </summary>
    const int LinesAtOnce = 5000;

    static readonly HttpClient Client = Api.AsOwner(TimeSpan.FromMinutes(30));

    /// <returns>How many lines were answered otherwise than with 201, or not at all.</returns>
    public static async Task<long> SendAsync(Uri server, int count, CancellationToken cancel)
    {
        long failed = 0;
        var parts = Enumerable.Range(0, (count + LinesAtOnce - 1) / LinesAtOnce).Select(part => Math.Min(LinesAtOnce, count - part * LinesAtOnce));
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel },
            async (lines, stop) => Interlocked.Add(ref failed, await SendPartAsync(server, lines, stop)));
        return failed;
    }

    static async Task<long> SendPartAsync(Uri server, int count, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/stories/batch")) { Content = new Lines(count) };
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await using var results = await answer.Content.ReadAsStreamAsync(cancel);
        return count - await CountMadeAsync(results, cancel);
    }

    // Every result line begins {"line":N,"status":201 when it was made; looking for that is cheaper than reading JSON.
    static async Task<long> CountMadeAsync(Stream results, CancellationToken cancel)
    {
        using var reader = new StreamReader(results, Encoding.UTF8, false, 1 << 16);
        long made = 0;
        while (await reader.ReadLineAsync(cancel) is { } line)
            if (line.Contains("\"status\":201", StringComparison.Ordinal)) made++;
        return made;
    }

    sealed class Lines : HttpContent
    {
        static readonly string[] Priorities = ["None", "Low", "Medium", "High", "Urgent"];
        readonly int _count;

        public Lines(int count)
        {
            _count = count;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = new ArrayBufferWriter<byte>(1 << 17);
            for (var at = 1; at <= _count; at++)
            {
                Encoding.UTF8.GetBytes(
                    $$"""{"title":"Story {{at}} follows the journal to its end","description":"What it says is about as long as what people write into the first line of a story, and no longer.","priority":"{{Priorities[at % 5]}}","labels":["import","part {{at % 10}}"]}""" + "\n",
                    buffer);
                if (buffer.WrittenCount < 1 << 16 && at < _count) continue;
                await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

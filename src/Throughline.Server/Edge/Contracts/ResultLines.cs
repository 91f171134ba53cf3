using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Writes result lines in order, and sends them whenever the next one is not ready yet.</summary>
static class ResultLines
{
    const int SendAfter = 32 * 1024;

    /// <param name="response">Where to.</param>
    /// <param name="results">The lines to come.</param>
    /// <param name="type">How a line is written.</param>
    /// <param name="stop">Cancelled when nobody reads the answer any more, so that no more lines are taken.</param>
    public static async Task WriteAsync<TLine>(
        HttpResponse response, ChannelReader<Task<TLine>> results, JsonTypeInfo<TLine> type, CancellationTokenSource stop)
    {
        var writer = response.BodyWriter;
        await using var json = new Utf8JsonWriter(writer, WireJson.Writing);
        try
        {
            await foreach (var result in results.ReadAllAsync(stop.Token))
            {
                if (!result.IsCompleted && writer.UnflushedBytes > 0)
                    await writer.FlushAsync(stop.Token);
                JsonSerializer.Serialize(json, await result, type);
                json.Reset();
                "\n"u8.CopyTo(writer.GetSpan(1));
                writer.Advance(1);
                if (writer.UnflushedBytes > SendAfter || results.Count == 0)
                    await writer.FlushAsync(stop.Token);
            }
            await writer.FlushAsync(stop.Token);
        }
        catch (Exception)
        {
            await stop.CancelAsync();
        }
    }
}

using System.Buffers;
using System.Text.Json;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Reading;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// Writes frames. A snapshot is a query's answer with the summary; a later frame has just the position, the buckets that
/// changed (as they are now, not by how much), and the summary. A bucket that was never sent after the newest one that was
/// has no flows, and levels carry on.
/// </summary>
static class FrameJson
{
    public static ReadOnlyMemory<byte> Snapshot(StatisticsView view, StatisticsScope scope, Summary summary) => Write(writer =>
    {
        var window = view.Window;
        writer.WriteNumber("position"u8, view.Position.Value);
        writer.WriteBoolean("snapshot"u8, true);
        writer.WriteString("resolution"u8, QueryRules.Name(window.Calendar.Resolution));
        writer.WriteString("zone"u8, window.Calendar.Zone.Id);
        WriteSecond(writer, "from"u8, window.From);
        WriteSecond(writer, "to"u8, window.To);
        writer.WriteStartArray("series"u8);
        foreach (var series in scope.Series)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, series.Name());
            writer.WriteString("unit"u8, series.Unit());
            writer.WriteString("kind"u8, series.IsLevel() ? "level"u8 : "flow"u8);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        WriteBuckets(writer, window, scope.Series, Enumerable.Range(0, window.Points));
        WriteSummary(writer, summary);
    });

    public static ReadOnlyMemory<byte> Changes(StatisticsView view, StatisticsScope scope, Summary summary) => Write(writer =>
    {
        writer.WriteNumber("position"u8, view.Position.Value);
        WriteBuckets(writer, view.Window, scope.Series, view.Changed.Select(view.Window.IndexOf).Where(i => i >= 0));
        WriteSummary(writer, summary);
    });

    static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteBuckets(Utf8JsonWriter writer, BucketWindow window, SeriesSet shown, IEnumerable<int> buckets)
    {
        var series = shown.Select(window.Series.IndexOf).ToArray();
        writer.WriteStartArray("buckets"u8);
        foreach (var bucket in buckets)
        {
            writer.WriteStartObject();
            WriteSecond(writer, "start"u8, window.StartOf(bucket));
            writer.WriteStartArray("counts"u8);
            foreach (var s in series)
                writer.WriteNumberValue(window[s, bucket].Count);
            writer.WriteEndArray();
            writer.WriteStartArray("sums"u8);
            foreach (var s in series)
                writer.WriteNumberValue(window[s, bucket].Amount);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void WriteSummary(Utf8JsonWriter writer, Summary summary)
    {
        writer.WriteStartObject("summary"u8);
        writer.WriteNumber("producedPerSecond"u8, summary.ProducedPerSecond);
        writer.WriteNumber("completedPerSecond"u8, summary.CompletedPerSecond);
        writer.WriteNumber("open"u8, summary.Open);
        writer.WriteNumber("inProgress"u8, summary.InProgress);
        writer.WriteNumber("done"u8, summary.Done);
        writer.WriteEndObject();
    }

    static void WriteSecond(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long second)
    {
        writer.WritePropertyName(name);
        InstantConverter.Write(writer, Instant.FromUnixTimeSeconds(second));
    }
}

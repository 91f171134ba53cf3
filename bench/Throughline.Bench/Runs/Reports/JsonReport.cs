using System.Text.Json;

namespace Throughline.Bench.Runs.Reports;

/// <summary>A run for programs: every row, and every sample that it was made of.</summary>
static class JsonReport
{
    public static async Task WriteAsync(string path, IReadOnlyList<Finished> finished, Taken taken, Extent extent, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        await using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("taken", taken.When);
        writer.WriteString("commit", taken.Commit);
        writer.WriteString("machine", taken.Machine);
        writer.WriteBoolean("quick", extent.Quick);
        writer.WriteNumber("pairs", extent.Pairs);
        writer.WriteStartArray("rows");
        foreach (var one in finished)
            foreach (var row in one.Rows)
                Write(writer, one.Benchmark.Name, row);
        writer.WriteEndArray();
        writer.WriteStartArray("sides");
        foreach (var one in finished)
            foreach (var side in one.Sides)
                Write(writer, one.Benchmark.Name, side, one.Rows);
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
    }

    static void Write(Utf8JsonWriter writer, string name, Row row)
    {
        writer.WriteStartObject();
        writer.WriteString("benchmark", name);
        writer.WriteString("what", row.What);
        writer.WriteString("ours", row.Ours);
        writer.WriteString("other", row.Other);
        if (row.Ratio is { } ratio)
        {
            writer.WriteStartObject("ratio");
            writer.WriteNumber("median", ratio.Median);
            writer.WriteNumber("least", ratio.Least);
            writer.WriteNumber("most", ratio.Most);
            writer.WriteEndObject();
        }
        writer.WriteString("goal", row.Goal);
        writer.WriteString("verdict", row.ShowVerdict());
        writer.WriteString("cpu", row.Cpu);
        if (row.Note is not null) writer.WriteString("note", row.Note);
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, string name, Side side, IReadOnlyList<Row> rows)
    {
        writer.WriteStartObject();
        writer.WriteString("benchmark", name);
        writer.WriteString("side", side.Name);
        writer.WriteString("durability", side.Durability);
        writer.WriteString("batching", side.Batching);
        writer.WriteString("load", side.Load);
        writer.WriteStartArray("samples");
        foreach (var sample in rows.First(row => row.Sides.Contains(side)).Samples(side))
        {
            writer.WriteStartObject();
            foreach (var (figure, value) in sample.Figures) writer.WriteNumber($"{figure.Name} ({figure.Unit.Trim()})", double.IsFinite(value) ? value : -1);
            writer.WriteNumber("seconds", sample.Seconds);
            if (sample.CpuSeconds is { } cpu) writer.WriteNumber("cpuSeconds", cpu);
            writer.WriteNumber("failed", sample.Failed);
            if (sample.Void is not null) writer.WriteString("void", sample.Void);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

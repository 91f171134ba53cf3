using System.Text;

namespace Throughline.Bench.Runs.Reports;

/// <summary>The table of a run, for a terminal.</summary>
static class Table
{
    static readonly string[] Head = ["benchmark", "what", "ours", "the other", "ratio (range)", "goal", "", "server CPU, ours / other"];

    public static string Text(IReadOnlyList<Finished> finished)
    {
        List<string[]> lines = [Head];
        foreach (var one in finished) lines.AddRange(one.Rows.Select(row => Cells(one.Benchmark.Name, row)));
        var widths = Enumerable.Range(0, Head.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();

        var text = new StringBuilder();
        foreach (var line in lines) text.AppendLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        foreach (var one in finished)
        {
            text.AppendLine().AppendLine(one.Benchmark.Name);
            foreach (var side in one.Sides) text.AppendLine($"  {side.Name}: {side.Durability}; {side.Batching}; load: {side.Load}");
            foreach (var note in one.Rows.Where(row => row.Note is not null).Select(row => $"{row.What}: {row.Note}").Distinct()) text.AppendLine($"  note: {note}");
        }
        return text.ToString();
    }

    public static string[] Cells(string name, Row row) => [name, row.What, row.Ours, row.Other, row.ShowRatio(), row.Goal, row.ShowVerdict(), row.Cpu];
}

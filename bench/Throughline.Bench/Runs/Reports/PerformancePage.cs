using System.Text;

namespace Throughline.Bench.Runs.Reports;

/// <summary>
/// docs/performance.md. The program writes what stands between its two marks and nothing else. What was not run this time keeps its
/// rows, which say when they were taken.
/// </summary>
static class PerformancePage
{
    public const string Begin = "<!-- figures: written by ./bench.sh, do not edit -->";
    public const string End = "<!-- end of figures -->";

    const string Head = "| benchmark | what | ours | the other | ratio (range) | goal | | server CPU, ours / other | taken |";

    const string NewPage = $"""
        # Performance

        {Begin}
        {End}

        ## What was tried, and what each try gave

        """;

    /// <param name="old">The page as it stands; null: there is none.</param>
    /// <param name="order">The names of all benchmarks, in the page's order.</param>
    public static string Write(string? old, IReadOnlyList<Finished> finished, Taken taken, IReadOnlyList<string> order)
    {
        var page = string.IsNullOrWhiteSpace(old) ? NewPage : old.ReplaceLineEndings("\n");
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"docs/performance.md has no place for figures: put the lines '{Begin}' and '{End}' into it.");
        var kept = page[(begin + Begin.Length)..end].Split('\n');
        return page[..begin] + Begin + "\n" + Figures(kept, finished, taken, order) + page[end..];
    }

    static string Figures(string[] kept, IReadOnlyList<Finished> finished, Taken taken, IReadOnlyList<string> order)
    {
        var rows = new List<string>();
        var conditions = new List<string>();
        foreach (var name in order)
            if (finished.FirstOrDefault(one => one.Benchmark.Name == name) is { } now)
            {
                rows.AddRange(now.Rows.Select(row => $"| {string.Join(" | ", Table.Cells(name, row).Append(taken.When).Select(Cell))} |"));
                conditions.AddRange(Conditions(now));
            }
            else
            {
                rows.AddRange(kept.Where(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)));
                conditions.AddRange(kept.Where(line => line.StartsWith($"- **{name}**", StringComparison.Ordinal)));
            }

        // A run's line goes when the last of its rows went.
        var runs = kept.Where(line => line.StartsWith("- Taken ", StringComparison.Ordinal) && !line.StartsWith($"- Taken {taken.When},", StringComparison.Ordinal))
            .Where(line => rows.Any(row => row.EndsWith($"| {line["- Taken ".Length..].Split(',')[0]} |", StringComparison.Ordinal)));

        var text = new StringBuilder("\n");
        text.Append(Head).Append('\n').Append(string.Concat(Enumerable.Repeat("|---", Head.Count(c => c == '|') - 1))).Append("|\n");
        foreach (var row in rows) text.Append(row).Append('\n');
        text.Append("\nWhere the figures come from:\n\n");
        foreach (var run in runs.Append($"- Taken {taken.When}, commit {taken.Commit}: {taken.Machine}").Order(StringComparer.Ordinal)) text.Append(run).Append('\n');
        text.Append("\nWhat each side does:\n\n");
        foreach (var condition in conditions) text.Append(condition).Append('\n');
        return text.Append('\n').ToString();
    }

    static IEnumerable<string> Conditions(Finished one)
    {
        var name = one.Benchmark.Name;
        yield return $"- **{name}** {one.Benchmark.Compares}.";
        foreach (var side in one.Sides) yield return $"- **{name}**, {side.Name}: {side.Durability}; batching: {side.Batching}; load: {side.Load}.";
        foreach (var note in one.Rows.Where(row => row.Note is not null).Select(row => $"{row.What}: {row.Note}").Distinct()) yield return $"- **{name}**, note on {note.ReplaceLineEndings(" ")}.";
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}

using System.Globalization;
using System.Runtime.InteropServices;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Scenarios;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests;

namespace Throughline.Chaos.Reports;

/// <summary>
/// The parts of docs/reliability.md that this program writes, each between two markers: the scenarios, the rules, and how each
/// scenario came out when it was last run. What was not run this time keeps its row.
/// </summary>
static class ReliabilityPage
{
    static readonly string File = Path.Combine(Repository.Root, "docs", "reliability.md");

    public static void Write(IReadOnlyList<TrialResult> results)
    {
        var page = System.IO.File.ReadAllText(File);
        var earlier = Between(page, "results").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('`')[1], StringComparer.Ordinal);
        foreach (var result in results)
            earlier[result.Scenario] = Row(result);
        page = Put(page, "scenarios", ["| Scenario | What it does |", "|---|---|", .. All.Scenarios.Select(s => $"| `{s.Name}` | {s.Tries} |")]);
        page = Put(page, "rules", ["| Rule | What it holds |", "|---|---|", .. AllRules.Rules.Select(r => $"| `{r.Name}` | {r.Promise} |")]);
        page = Put(page, "results",
        [
            "| Scenario | Date | Seed | Cycles | Acknowledged | Took | Machine | Outcome |", "|---|---|---:|---:|---:|---:|---|---|",
            .. All.Scenarios.Select(s => earlier.GetValueOrDefault(s.Name)).OfType<string>(),
        ]);
        System.IO.File.WriteAllText(File, page);
    }

    static string Row(TrialResult result)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var machine = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {(OperatingSystem.IsMacOS() ? "macOS" : "Linux")} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}");
        var outcome = result switch
        {
            { Skipped: { } why } => "skipped: " + why,
            { Failure: { } broken } => "**failed**: " + broken.Split('\n')[0],
            _ => string.Join("; ", ["passed", .. result.Notes]),
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"| `{result.Scenario}` | {date} | {result.Seed} | {result.Cycles} | {result.Acknowledged:N0} | {result.Took.TotalSeconds:0} s | {machine} | {outcome.ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal)} |");
    }

    static string Between(string page, string part)
    {
        var (begin, end) = Find(page, part);
        return page[begin..end];
    }

    static string Put(string page, string part, string[] lines)
    {
        var (begin, end) = Find(page, part);
        return page[..begin] + "\n" + string.Join('\n', lines) + "\n" + page[end..];
    }

    static (int Begin, int End) Find(string page, string part)
    {
        var (opening, closing) = ($"<!-- {part} -->", $"<!-- /{part} -->");
        var (begin, end) = (page.IndexOf(opening, StringComparison.Ordinal), page.IndexOf(closing, StringComparison.Ordinal));
        return begin >= 0 && end > begin ? (begin + opening.Length, end) : throw new InvalidDataException($"{File} has no part between {opening} and {closing}.");
    }
}

using System.Globalization;
using Spectre.Console;

namespace Throughline.Server.Cli.Recount;

/// <summary>A recount as people read it.</summary>
static class RecountTable
{
    const int Width = 200;

    public static void Write(TextWriter writer, RecountReport report)
    {
        if (report.Agrees)
        {
            writer.WriteLine($"{report.Buckets} buckets, {report.Totals} totals agree at position {report.Position}.");
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        var table = new Table().AddColumns("Bucket", "Start", "Project", "Series", "Count", "from journal", "Sum", "from journal");
        foreach (var d in report.Differences)
            table.AddRow(NameOf(d.Resolution), d.Resolution == 0 ? "" : d.Start.ToString("u", CultureInfo.InvariantCulture),
                d.ProjectId == Guid.Empty ? "all" : d.ProjectId.ToString(), SeriesName(d.Series) + PartName(d.Dimension, d.Key), Text(d.FoundCount), Text(d.ShouldCount),
                Text(d.FoundSum), Text(d.ShouldSum));
        console.Write(table);
        writer.WriteLine($"{report.Differing} differ, {report.Buckets} buckets, {report.Totals} totals agree at position {report.Position}."
            + (report.Differing > report.Differences.Count ? $" The first {report.Differences.Count} are listed." : "")
            + (report.Repaired ? " They were repaired." : " `recount --repair` puts them right."));
    }

    static string NameOf(int resolution) => resolution switch
    {
        0 => "total",
        1 => "second",
        60 => "minute",
        900 => "quarter-hour",
        3600 => "hour",
        _ => "day",
    };

    static string PartName(short dimension, string key) => dimension switch
    {
        0 => "",
        1 => $" person {key}",
        2 => $" label {key}",
        _ => $" base item {key}",
    };

    // Written down here too: the recount shares nothing with what it checks.
    static string SeriesName(short series) => series switch
    {
        1 => "stories.created",
        2 => "stories.completed",
        3 => "stories.deleted",
        4 => "tasks.created",
        5 => "tasks.completed",
        6 => "time.seconds",
        11 => "items.created",
        12 => "items.transferred",
        32 => "stories.open",
        33 => "stories.inProgress",
        34 => "stories.done",
        35 => "tasks.open",
        36 => "tasks.inProgress",
        37 => "tasks.done",
        38 => "items.held",
        _ => Text(series),
    };

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;

namespace Throughline.Server.Cli.Import;

/// <summary>`import`: takes over work from elsewhere, through a running server's API.</summary>
public static class ImportVerb
{
    public static Command Create(Run run)
    {
        var stories = new Command("stories", "Import stories from a CSV file, as often as you like: they are known by their keys.");
        ImportOptions.AddTo(stories);
        stories.SetAction(parsed => ImportStories.RunAsync(run, parsed, ImportOptions.Of(parsed, run.Shell.Folder)));
        HelpWithExamples.Add(stories,
            "import stories springxd.csv --project XD",
            "import stories springxd.csv --project XD --dry-run",
            "import stories export.csv --project OPS --map title=summary,key=\"Issue id\" --hours-per-point 4",
            "import stories export.csv --project OPS --map status= --refused refused.csv --server https://throughline.example.com");
        return HelpWithExamples.Add(new Command("import", "Import stories from a CSV file into a project of a running server.") { stories },
            "import stories springxd.csv --project XD", "import stories --help");
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Throughline.Server.Cli.Import.Reading;

namespace Throughline.Server.Cli.Import;

/// <summary>What `import stories` was asked to do.</summary>
/// <param name="Path">The file.</param>
/// <param name="Map">Fields and their columns as told; an empty column leaves the field out.</param>
/// <param name="HoursPerPoint">What a story point is.</param>
/// <param name="Refused">Where all refused rows are written.</param>
sealed partial record ImportOptions(
    string Path, IReadOnlyList<(StoryField Field, string Column)> Map, bool DryRun, decimal HoursPerPoint, string? Refused)
{
    const decimal MostHours = 8760;

    static readonly Argument<string> FileArgument = new("FILE") { Description = "CSV file with a header" };

    static readonly Option<string[]> MapOption = new("--map")
    {
        Description = $"Which column says what, where its name does not tell; FIELD= leaves one out. Fields: {StoryFields.Names}",
        HelpName = "FIELD=COLUMN,…",
    };

    static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "Say what would happen, and change nothing" };

    static readonly Option<string> HoursOption = new("--hours-per-point")
    {
        Description = "Hours of a story point; a story's points become its task's estimate",
        HelpName = "N",
        DefaultValueFactory = _ => "1",
    };

    static readonly Option<string> RefusedOption = new("--refused")
    {
        Description = "List all refused rows, with line and reason, in this CSV file",
        HelpName = "FILE",
    };

    public static void AddTo(Command verb)
    {
        verb.Add(FileArgument);
        verb.Add(ServerOption.Project);
        verb.Add(MapOption);
        verb.Add(DryRunOption);
        verb.Add(HoursOption);
        verb.Add(RefusedOption);
        verb.Add(ServerOption.Server);
        verb.Add(TokenOption.Token);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="folder">Where the program was called: files are meant from there.</param>
    /// <exception cref="UsageException">Something can't be read.</exception>
    public static ImportOptions Of(ParseResult parsed, string folder) => new(
        System.IO.Path.GetFullPath(parsed.GetValue(FileArgument)!, folder),
        [.. (parsed.GetValue(MapOption) ?? []).SelectMany(m => NextField().Split(m)).Select(Pair)],
        parsed.GetValue(DryRunOption),
        Hours(parsed.GetValue(HoursOption)!),
        parsed.GetValue(RefusedOption) is { } refused ? System.IO.Path.GetFullPath(refused, folder) : null);

    static (StoryField, string) Pair(string text)
    {
        var (name, column) = text.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (text, null);
        if (column is null)
            throw new UsageException($"--map {text}: write FIELD=COLUMN, such as --map title=summary.");
        return StoryFields.Parse(name) is { } field
            ? (field, column)
            : throw new UsageException($"--map {text}: {name} is none of the fields {StoryFields.Names}.");
    }

    static decimal Hours(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MostHours
            ? hours
            : throw new UsageException($"--hours-per-point {text}: write a number of hours above 0, at most {MostHours}, such as 2 or 0.5.");

    // A column's name may have commas; what comes after one is the next field only where it says so.
    [GeneratedRegex(@",(?=\s*[a-zA-Z]+\s*=)", RegexOptions.None, 1000)]
    private static partial Regex NextField();
}

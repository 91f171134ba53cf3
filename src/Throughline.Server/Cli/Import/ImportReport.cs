using System.Globalization;
using Throughline.Server.Cli.Import.Reading;

namespace Throughline.Server.Cli.Import;

/// <summary>What an import tells people: what it understood, how far it is, what was refused, and how it ended.</summary>
sealed class ImportReport(Shell shell, ImportOptions options, TimeProvider time)
{
    /// <summary>Refused rows that are listed; the others are counted.</summary>
    const int Listed = 20;

    readonly Tally _tally = new();
    readonly long _began = time.GetTimestamp();
    StoriesFile? _file;
    long _passed;

    public IProgress Progress { get; } = shell.OutputIsTerminal ? new ProgressBar() : new ProgressLines(shell.Out, time);

    public void Begin(StoriesFile file)
    {
        _file = file;
        shell.Out.WriteLine(Text($"{file.Name}: {file.Rows} rows, {file.Form.Name}, {Delimiter.NameOf(file.Separator)} between columns"));
        shell.Out.WriteLine(file.Columns.Describe());
        if (file.Columns.Has(StoryField.Points))
            shell.Out.WriteLine(Text($"A point is {options.HoursPerPoint} h (--hours-per-point)."));
    }

    public void Take(string outcome)
    {
        _tally.Take(outcome);
        Progress.Show(_tally.Rows);
    }

    public void Refuse(long line, string reason)
    {
        _tally.Refuse(line, reason, Listed);
        Progress.Show(_tally.Rows);
    }

    /// <param name="line">Up to this line of the file every row is answered.</param>
    public void Passed(long line) => _passed = line;

    /// <param name="why">Why it did not come to the file's end; null: it did.</param>
    /// <returns>The exit code.</returns>
    public int End(string? why)
    {
        foreach (var (line, reason) in _tally.FirstRefused)
            shell.Error.WriteLine(Text($"line {line}: {reason}"));
        if (_tally.Refused > Listed)
            shell.Error.WriteLine(Text($"… and {_tally.Refused - Listed} more{(options.Refused is null ? " (--refused FILE lists all)" : $": {options.Refused}")}"));
        if (why is not null)
            shell.Error.WriteLine(Text($"{why} {_tally.Rows} of {_file!.Rows} rows were answered (all up to line {_passed}); repeat the command to go on: what is in stays as it is."));
        var seconds = time.GetElapsedTime(_began).TotalSeconds;
        shell.Out.WriteLine(Text($"{_tally} in {seconds:0.0} s ({_tally.Rows / Math.Max(seconds, 0.001):0} stories/s){(options.DryRun ? "; dry run: nothing was changed" : "")}"));
        return why is not null ? ExitCode.Failed : _tally.Refused > 0 ? ExitCode.BadUsage : ExitCode.Done;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Spectre.Console;

namespace Throughline.Server.Cli.Import;

/// <summary>Shows how far a long work is.</summary>
interface IProgress
{
    /// <param name="rows">How many there are.</param>
    /// <param name="work">The work; it tells of itself by the other members.</param>
    Task RunAsync(long rows, Func<Task> work);

    /// <param name="rows">How many are done.</param>
    void Show(long rows);

    /// <summary>Says why nothing moves.</summary>
    void Wait(string why);
}

/// <summary>A bar, for a terminal.</summary>
sealed class ProgressBar : IProgress
{
    const string Usual = "Stories";
    ProgressTask? _task;

    public Task RunAsync(long rows, Func<Task> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            _task = context.AddTask(Usual, maxValue: rows);
            await work();
        });

    public void Show(long rows)
    {
        _task!.Value = rows;
        _task.Description = Usual;
    }

    public void Wait(string why) => _task!.Description = Markup.Escape(why);
}

/// <summary>A line now and then, for files and pipes.</summary>
sealed class ProgressLines(TextWriter output, TimeProvider time) : IProgress
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    long _said = time.GetTimestamp();
    long _rows;
    string? _why;

    public Task RunAsync(long rows, Func<Task> work)
    {
        _rows = rows;
        return work();
    }

    public void Show(long rows)
    {
        _why = null;
        if (time.GetElapsedTime(_said) < Every)
            return;
        _said = time.GetTimestamp();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} of {_rows} rows"));
    }

    // The same reason again says nothing new.
    public void Wait(string why)
    {
        if (_why == why)
            return;
        _why = why;
        output.WriteLine($"{why} Trying again.");
    }
}

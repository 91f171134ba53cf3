using System.Globalization;
using Throughline.Server.Client.Work;

namespace Throughline.Server.Cli.Work;

/// <summary>What a pool tells whoever started it: a line for what is out of the ordinary, or, when asked, for everything.</summary>
sealed class WorkLines(TextWriter output, TimeProvider time, bool everything)
{
    const int LongestReason = 300;

    readonly Lock _gate = new();
    readonly long _started = time.GetTimestamp();

    public void Started(string project, WorkerPoolOptions options) => Write(string.Create(CultureInfo.InvariantCulture,
        $"{options.Worker} works on {project}, {options.Size} at a time. Ctrl-C stops; a second one leaves at once."));

    public void Stopping(TimeSpan grace) => Write(string.Create(CultureInfo.InvariantCulture,
        $"Stopping: no more claims; what is being worked on has {grace.TotalSeconds:0} s to end and is given back else."));

    public void Tell(PoolEvent happened)
    {
        if (Line(happened) is { } line)
            Write(line);
    }

    /// <summary>A line that a command wrote.</summary>
    public void Command(ClaimedTask task, string line) => Write($"{task.StoryKey} | {Printable(line)}");

    public void Summary(PoolCounters counted) => Write(string.Create(CultureInfo.InvariantCulture,
        $"{counted.Completed} completed, {counted.Failed} failed, {counted.Released} released, {counted.Lost} lost; {counted.TimeSpent} s of work in {time.GetElapsedTime(_started).TotalSeconds:0.0} s."));

    string? Line(PoolEvent happened) => happened switch
    {
        TaskClaimed { Task: var task } => everything ? $"{Name(task)}: claimed" + (task.Attempts > 1 ? $", attempt {task.Attempts}" : "") : null,
        TaskCompleted { Task: var task, Outcome: var outcome } => everything ? $"{Name(task)}: done, {outcome.TimeSpent.Value} s" : null,
        TaskReleased { Task: var task, Outcome: var outcome } => $"{Name(task)}: {(outcome.Failed ? "failed" : "given back")}: {Short(outcome.Reason!)}",
        TaskLost { Task: var task, Detail: var detail } => $"{Name(task)}: lost: {detail}",
        ServerAwaited { Why: var why } => $"Waiting: {why}",
        ServerBack { After: var after } => string.Create(CultureInfo.InvariantCulture, $"The server is back after {after.TotalSeconds:0.0} s."),
        LeaseRanOut { Holding: var holding } => $"The server was not reached for as long as the lease lasts: others may take {Tasks(holding)} held here. Work goes on.",
        LeftBehind { Tasks: var tasks } => $"Left with {Tasks(tasks)} held: they go to others when the lease expires.",
        _ => null,
    };

    static string Tasks(int number) => number == 1 ? "1 task" : $"{number} tasks";

    static string Name(ClaimedTask task) => $"{task.StoryKey} {task.Title}";

    static string Short(string reason)
    {
        var line = Printable(reason);
        return line.Length <= LongestReason ? line : $"{line[..80]} … {line[^(LongestReason - 83)..]}";
    }

    // What a command writes must not steer the terminal.
    static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    void Write(string line)
    {
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Throughline.Domain;
using Throughline.Server.Client.Work;

namespace Throughline.Server.Cli.Work;

/// <summary>Work that a command does: one run of it for each task. What still runs when this is disposed is killed.</summary>
/// <param name="line">Told each line that a command writes.</param>
sealed class Commands(TimeProvider time, Action<ClaimedTask, string>? line) : IDisposable
{
    // Writing goes on in the background when a command leaves a child of its own behind that keeps the pipe open.
    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<RunningCommand, bool> _running = new();

    public async Task<WorkOutcome> WorkAsync(string command, ClaimedTask task, CancellationToken cancelled)
    {
        var started = time.GetTimestamp();
        using var running = RunningCommand.Start(command, task, time);
        _running.TryAdd(running, true);
        try
        {
            var output = new Tail(line is null ? null : text => line(task, text));
            var errors = new Tail(line is null ? null : text => line(task, text));
            var reading = Task.WhenAll(output.ReadAsync(running.Output), errors.ReadAsync(running.Errors));
            // A command that doesn't read must not be waited for, nor be failed for it.
            _ = running.FeedAsync(task.ToJson());
            var stopped = !await running.EndedAsync(cancelled);
            await Task.WhenAny(reading, Task.Delay(LastWords, time, CancellationToken.None));
            return Outcome(running.ExitCode, stopped, Spent(started), errors.Text);
        }
        finally
        {
            _running.TryRemove(running, out _);
        }
    }

    public void Dispose()
    {
        foreach (var running in _running.Keys)
            running.Kill();
    }

    static WorkOutcome Outcome(int exitCode, bool stopped, Seconds spent, string lastWords) => (exitCode, stopped) switch
    {
        // Many programs that are asked to end say 0, done or not.
        (_, true) => WorkOutcome.Released(WorkerPool.StoppedReason, failed: false, spent),
        (0, _) => WorkOutcome.Completed(spent),
        _ => WorkOutcome.Released(Reason(exitCode, lastWords), failed: true, spent),
    };

    static string Reason(int exitCode, string lastWords)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"Exit code {exitCode}");
        return lastWords.Length == 0 ? reason + "." : $"{reason}: {lastWords}";
    }

    // To the nearest second: what each is rounded up or down evens out over many.
    Seconds Spent(long started) => new((long)Math.Round(time.GetElapsedTime(started).TotalSeconds, MidpointRounding.AwayFromZero));
}

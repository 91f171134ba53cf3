using System.Diagnostics;
using System.Runtime.InteropServices;
using Throughline.Server.Client.Work;
using Throughline.Server.Postgres.Embedded;

namespace Throughline.Server.Cli.Work;

/// <summary>A command at work on a task, with everything that it started.</summary>
sealed class RunningCommand : IDisposable
{
    static readonly TimeSpan KillAfter = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    readonly Process _process;
    readonly TimeProvider _time;

    RunningCommand(Process process, TimeProvider time) => (_process, _time) = (process, time);

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    public int ExitCode => _process.ExitCode;

    public static RunningCommand Start(string command, ClaimedTask task, TimeProvider time)
    {
        var (program, arguments) = OwnSession.Of(["/bin/sh", "-c", command]);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TASK_ID"] = task.Id.ToString();
        start.Environment["STORY_KEY"] = task.StoryKey;
        return new RunningCommand(Process.Start(start)!, time);
    }

    public async Task FeedAsync(byte[] input)
    {
        try
        {
            await using var stream = _process.StandardInput.BaseStream;
            await stream.WriteAsync(input);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It did not want to know.
        }
    }

    /// <summary>Waits for its end. When it is cancelled it is asked to end, and killed when it doesn't.</summary>
    /// <returns>False: it was cancelled.</returns>
    public async Task<bool> EndedAsync(CancellationToken cancelled)
    {
        try
        {
            await _process.WaitForExitAsync(cancelled);
            return true;
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            return false;
        }
    }

    public void Kill() => Signal(SignalKill);

    public void Dispose() => _process.Dispose();

    async Task StopAsync()
    {
        Signal(SignalTerminate);
        for (var since = _time.GetTimestamp(); !_process.HasExited || SendSignal(-_process.Id, 0) == 0;)
        {
            if (_time.GetElapsedTime(since) > KillAfter)
            {
                Kill();
                break;
            }
            await Task.Delay(Look, _time, CancellationToken.None);
        }
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    void Signal(int number)
    {
        // It leads a group of its own; but for the first moment, and where there was no way to give it one.
        if (SendSignal(-_process.Id, number) != 0 && !_process.HasExited)
            _ = SendSignal(_process.Id, number);
    }

    const int SignalKill = 9;
    const int SignalTerminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    static extern int SendSignal(int process, int signal);
}

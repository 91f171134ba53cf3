using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Throughline.Server.Tests.Cli;

/// <summary>The built program as a child process. THROUGHLINE_PROGRAM names another build of it, such as the published one.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly StringBuilder _errors = new();
    readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;
    public string Output { get { lock (_output) return _output.ToString(); } }
    public string Errors { get { lock (_errors) return _errors.ToString(); } }

    /// <param name="folder">The working folder: where `.env` and `data` are.</param>
    public static ServerProcess Start(string folder, string[] arguments, params (string Name, string Value)[] variables) =>
        StartThrough([], folder, arguments, variables);

    /// <param name="through">A command that becomes the one that is appended to it, such as <c>ip netns exec NAME</c>.</param>
    /// <param name="folder">The working folder: where `.env` and `data` are.</param>
    public static ServerProcess StartThrough(string[] through, string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = StartInfo(through, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        // Whatever the one who runs the tests has set is not part of the test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("THROUGHLINE_", StringComparison.Ordinal) || name == "SERVER_PORT").ToList())
            start.Environment.Remove(name);
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables) start.Environment[name] = value;

        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.Read(server._output, line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Read(server._errors, line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        await using var server = Start(folder, arguments, variables);
        var exitCode = await server.ExitAsync();
        return (exitCode, server.Output, server.Errors);
    }

    /// <summary>The address it serves, once it says that it is ready.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_ready.Task, ended).WaitAsync(Deadline);
        if (first == ended && !_ready.Task.IsCompleted) throw new InvalidOperationException($"It ended with {_process.ExitCode} instead of serving: {Output}{Errors}");
        return await _ready.Task;
    }

    /// <param name="within">For what takes its time.</param>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? Deadline);
        return _process.ExitCode;
    }

    public void Signal(int number)
    {
        if (Kill(_process.Id, number) != 0) throw new InvalidOperationException($"Signal {number} can't be sent: error {Marshal.GetLastPInvokeError()}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    void Read(StringBuilder into, string? line)
    {
        if (line is null) return;
        lock (into) into.AppendLine(line);
        const string Ready = "Throughline is ready: ";
        var at = line.IndexOf(Ready, StringComparison.Ordinal);
        if (at >= 0) _ready.TrySetResult(new Uri(line[(at + Ready.Length)..].Split([' ', ','])[0]));
    }

    static ProcessStartInfo StartInfo(string[] through, string[] arguments)
    {
        var program = Environment.GetEnvironmentVariable("THROUGHLINE_PROGRAM") is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "Throughline.Server.dll");
        var host = Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal)
            ? [.. through, host, program, .. arguments]
            : [.. through, program, .. arguments];
        return new ProcessStartInfo(command[0], command[1..]);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Kill(int process, int signal);
}

/// <summary>POSIX signal numbers.</summary>
static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19;
    public static readonly int Continue = OperatingSystem.IsMacOS() ? 19 : 18;
}

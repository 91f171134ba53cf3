using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Throughline.Bench.Machine;

/// <summary>A program that a benchmark started. It never outlives the benchmark.</summary>
sealed class ChildProcess : IAsyncDisposable
{
    const int Terminate = 15;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly Process _process;
    readonly StringBuilder _output = new();
    readonly StringBuilder _errors = new();
    readonly Action<string>? _onLine;

    ChildProcess(Process process, Action<string>? onLine) => (_process, _onLine) = (process, onLine);

    public int Id => _process.Id;
    public bool HasEnded => _process.HasExited;
    public string Output { get { lock (_output) return _output.ToString(); } }
    public string Errors { get { lock (_errors) return _errors.ToString(); } }

    /// <param name="folder">The working folder.</param>
    /// <param name="onLine">Told each line of its output.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Whatever the one who measures has set is not part of what is measured.
        foreach (var name in start.Environment.Keys.Where(IsTheirs).ToList()) start.Environment.Remove(name);
        // One user does everything here.
        start.Environment["THROUGHLINE_EDGE__REQUESTSPERMINUTE"] = "0";
        var child = new ChildProcess(new Process { StartInfo = start }, onLine);
        child._process.OutputDataReceived += (_, line) => child.Read(child._output, line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Read(child._errors, line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel, string? folder = null)
    {
        await using var child = Start(program, arguments, folder);
        await child._process.WaitForExitAsync(cancel);
        return child._process.ExitCode == 0
            ? child.Output
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {child._process.ExitCode}: {Beginning(child.Errors)} {Beginning(child.Output)}");
    }

    /// <summary>Writes a line to its input.</summary>
    public async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public Task EndedAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    /// <summary>Asks it to end in good order, and waits.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited) _ = Kill(_process.Id, Terminate);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    // What went wrong first is why; a hundred clients then say it again.
    static string Beginning(string text) => text.Length <= 500 ? text : text[..500] + " …";

    static bool IsTheirs(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("THROUGHLINE_", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name == "SERVER_PORT";

    void Read(StringBuilder into, string? line)
    {
        if (line is null) return;
        lock (into) into.AppendLine(line);
        if (into == _output) _onLine?.Invoke(line);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Kill(int process, int signal);
}

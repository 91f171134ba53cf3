using System.Diagnostics;

namespace Throughline.Chaos.Machine;

/// <summary>A program of the system, such as ip or mount.</summary>
static class Tool
{
    static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static bool IsHere(string name) => Folders.Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <exception cref="InvalidOperationException">It says that it could not.</exception>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var (exitCode, output, errors) = await TryAsync(name, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{name} {string.Join(' ', arguments)} ended with {exitCode}: {errors.Trim()}");
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Why what only root may do on Linux can't be done here; null: it can.</summary>
    public static string? WhyNot(params string[] tools)
    {
        if (!OperatingSystem.IsLinux())
            return "it needs Linux";
        if (!Environment.IsPrivilegedProcess)
            return "it needs root";
        return tools.FirstOrDefault(tool => !IsHere(tool)) is { } missing ? $"it needs {missing}" : null;
    }
}

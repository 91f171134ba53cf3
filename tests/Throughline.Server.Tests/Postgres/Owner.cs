using System.Diagnostics;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>A process of its own that runs an engine, so that it can be killed.</summary>
sealed class Owner : IAsyncDisposable
{
    static readonly string Built = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Throughline.PostgresHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    /// <summary>The program where every account can read it: the checkout may be in root's home.</summary>
    static readonly Lazy<Task<string>> Open = new(CopyAsync);

    readonly Process _process;

    Owner(Process process) => _process = process;

    public int Id => _process.Id;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Why it did not start; null: it runs.</summary>
    public string? Refused { get; private set; }

    public static async Task<Owner> StartAsync(PostgresSettings settings, string? user = null)
    {
        var program = Path.Combine(user is null ? Built : await Open.Value, "Throughline.PostgresHost.dll");
        string[] arguments = [program, "start", settings.Data, .. settings.Binaries is { } binaries ? [binaries] : Array.Empty<string>()];
        var command = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        if (user is not null)
        {
            command.UserName = user;
            command.Environment["HOME"] = "/nonexistent";
        }

        var owner = new Owner(Process.Start(command)!);
        while (owner.ConnectionString.Length == 0 && owner.Refused is null)
        {
            var line = (await owner._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull("it ended without a word");
            if (line.StartsWith("ready ", StringComparison.Ordinal)) owner.ConnectionString = line.Split(' ', 3)[2];
            if (line.StartsWith("refused ", StringComparison.Ordinal)) owner.Refused = line.Split(' ', 2)[1];
        }

        return owner;
    }

    static async Task<string> CopyAsync()
    {
        var folder = new TestFolder("host");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        using var copy = Process.Start("sh", ["-c", "cp -R \"$1/.\" \"$2\" && chmod -R a+rX \"$2\"", "sh", Built, folder.Path]);
        await copy.WaitForExitAsync();
        copy.ExitCode.ShouldBe(0);
        return folder.Path;
    }

    public async Task Kill9Async()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

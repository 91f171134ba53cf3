using System.Diagnostics;
using System.Globalization;
using System.Net;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Cli;

namespace Throughline.Chaos.Installations;

/// <summary>One node: a process of the built program that is killed and started again at the same address.</summary>
sealed class Node(Trial trial, int number, string[] arguments) : IAsyncDisposable
{
    readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(3) };
    ServerProcess? _process;
    int _starts;

    public int Number => number;

    /// <summary>Where clients reach it.</summary>
    public Uri Address => ReachedAt ?? ListensAt;

    /// <summary>Where it listens, which outlives it.</summary>
    public Uri ListensAt { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Where clients reach it, if that is not where it listens.</summary>
    public Uri? ReachedAt { get; set; }

    /// <summary>The address it listens on, if that is not any free port of 127.0.0.1.</summary>
    public Uri? ListenOn { get; init; }

    /// <summary>A command that becomes the node's, such as <c>ip netns exec NAME</c>.</summary>
    public string[] Through { get; init; } = [];

    /// <summary>Environment variables of every start, such as what libfaketime reads.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    // One user does everything here.
    static readonly (string, string) Unlimited = ("THROUGHLINE_EDGE__REQUESTSPERMINUTE", "0");

    public int Id => _process?.Id ?? 0;

    public bool Runs => _process is { HasExited: false };

    /// <summary>What it wrote since its last start.</summary>
    public string Errors => _process?.Errors ?? "";

    /// <summary>Starts the process and waits until it says that it is ready.</summary>
    /// <param name="variables">For this start alone, such as a fault to be met.</param>
    public async Task StartAsync(params (string Name, string Value)[] variables)
    {
        var before = Stopwatch.GetTimestamp();
        Launch(variables);
        await ReadyAsync(before);
    }

    /// <summary>Starts the process and does not wait for it.</summary>
    public void Launch(params (string Name, string Value)[] variables)
    {
        _starts++;
        var listen = _starts == 1 && ListenOn is not null ? ListenOn : ListensAt;
        _process = ServerProcess.StartThrough(Through, trial.Folder,
            ["serve", "--urls", listen.GetLeftPart(UriPartial.Authority), "--log-format", "text", .. arguments], [Unlimited, .. Variables, .. variables]);
    }

    /// <summary>Waits until a launched process says that it is ready; <paramref name="since"/> is when it was launched.</summary>
    public async Task ReadyAsync(long since)
    {
        ListensAt = await _process!.ReadyAsync().WaitAsync(trial.Stop);
        trial.Add(new Readiness(trial.Cycle, number, _starts == 1 ? "start" : "restart", Stopwatch.GetElapsedTime(since)));
    }

    /// <summary>Waits until the node, which was not restarted, takes changes again, and notes how long that took.</summary>
    public async Task RecoverAsync(long since)
    {
        await Until.TrueAsync("ready", $"node {number} takes changes again by itself", TimeSpan.FromSeconds(30), IsReadyAsync, trial.Stop);
        trial.Add(new Readiness(trial.Cycle, number, "recovery", Stopwatch.GetElapsedTime(since)));
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(Address, "/health/ready"), trial.Stop);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !trial.Stop.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Signal(int signal) => _process!.Signal(signal);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Signal(Signals.Kill);
        await EndedAsync();
    }

    /// <summary>SIGTERM: it drains, commits, answers, and ends with 0.</summary>
    public async Task StopAsync()
    {
        Signal(Signals.Terminate);
        if (await EndedAsync() is not 0 and var exitCode)
            throw new ViolationException("stop", $"node {number} ended with {exitCode} after SIGTERM");
    }

    /// <summary>Waits for its end, and keeps what it wrote.</summary>
    public async Task<int> EndedAsync()
    {
        var exitCode = await _process!.ExitAsync();
        await LeaveAsync();
        return exitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await LeaveAsync();
        _client.Dispose();
    }

    async Task LeaveAsync()
    {
        var process = _process!;
        await process.DisposeAsync();
        _process = null;
        var file = string.Create(CultureInfo.InvariantCulture, $"node-{number}.{_starts}.log");
        await File.WriteAllTextAsync(Path.Combine(trial.Logs, file), process.Output + process.Errors);
    }
}

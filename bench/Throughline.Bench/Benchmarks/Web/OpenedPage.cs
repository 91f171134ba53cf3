using System.Text.Json;
using Microsoft.Playwright;

namespace Throughline.Bench.Benchmarks.Web;

/// <summary>A page that was opened a moment ago, and what the browser knows of it.</summary>
sealed class OpenedPage : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly ICDPSession _session;
    readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    readonly Dictionary<string, double> _bytes = new(StringComparer.Ordinal);

    public OpenedPage(IBrowserContext context, IPage page, ICDPSession session)
    {
        (_context, Page, _session) = (context, page, session);
        session.Event("Network.responseReceived").OnEvent += (_, happened) =>
            Note(happened, (id, value) => _kinds[id] = value.GetProperty("type").GetString()!);
        session.Event("Network.loadingFinished").OnEvent += (_, happened) =>
            Note(happened, (id, value) => _bytes[id] = value.GetProperty("encodedDataLength").GetDouble());
    }

    public IPage Page { get; }

    /// <summary>Scripts of workers are not the page's own requests: their addresses.</summary>
    public async Task<IReadOnlyList<string>> WorkersAsync()
    {
        var targets = await _session.SendAsync("Target.getTargets");
        return [.. targets!.Value.GetProperty("targetInfos").EnumerateArray()
            .Where(target => target.GetProperty("type").GetString() is "shared_worker" or "worker").Select(target => target.GetProperty("url").GetString()!).Distinct()];
    }

    /// <summary>Bytes as they came over the network, heads included.</summary>
    public double Bytes(params string[] kinds)
    {
        lock (_kinds) return _bytes.Where(one => kinds.Contains(_kinds.GetValueOrDefault(one.Key))).Sum(one => one.Value);
    }

    /// <summary>When the page could be used: what it shows stands there, and no long task runs on after that.</summary>
    public async Task<double> InteractiveAsync()
    {
        // A task that was under way is told of when it has ended.
        await Task.Delay(500);
        return await Page.EvaluateAsync<double>("probe.tasks.filter(t => t.end - t.took <= probe.shown + 50).reduce((latest, t) => Math.max(latest, t.end), probe.shown)");
    }

    public Task<double> LongestInteractionAsync() => Page.EvaluateAsync<double>("Math.max(0, ...Object.values(probe.interactions))");

    /// <summary>Longest task, in ms, that began after a moment of the page; 0: none of 50 ms or more.</summary>
    public Task<double> LongestTaskAsync(double after) =>
        Page.EvaluateAsync<double>("after => Math.max(0, ...probe.tasks.filter(t => t.end - t.took >= after).map(t => t.took))", after);

    /// <summary>Messages of live data that the page was given.</summary>
    public Task<double> UpdatesAsync() => Page.EvaluateAsync<double>("probe.updates");

    public Task<double> NowAsync() => Page.EvaluateAsync<double>("performance.now()");

    public Task<double[]> WatchFramesAsync(int milliseconds) => Page.EvaluateAsync<double[]>("ms => probe.watchFrames(ms)", milliseconds);

    /// <summary>Seconds that the main thread worked since the page began.</summary>
    public async Task<double> TaskSecondsAsync()
    {
        var metrics = await _session.SendAsync("Performance.getMetrics");
        return metrics!.Value.GetProperty("metrics").EnumerateArray().First(one => one.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }

    /// <summary>MB that the page holds when what it does not need is gone.</summary>
    public async Task<double> HeapAsync()
    {
        await _session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await _session.SendAsync("Runtime.getHeapUsage");
        return usage!.Value.GetProperty("usedSize").GetDouble() / 1e6;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    void Note(JsonElement? happened, Action<string, JsonElement> note)
    {
        if (happened is { } value)
            lock (_kinds) note(value.GetProperty("requestId").GetString()!, value);
    }
}

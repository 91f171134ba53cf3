using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Load;

/// <summary>Makes stories with long descriptions at a steady pace, so that live streams have something to carry.</summary>
sealed class LongStories : IAsyncDisposable
{
    const int Length = 8000;
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    readonly CancellationTokenSource _stop;
    readonly Api _api;
    readonly Ledger _ledger;
    readonly Task _running;

    LongStories(Trial trial, Node node, string project)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Stop);
        _api = new Api(() => node.Address);
        _ledger = new Ledger(Path.Combine(trial.Ledgers, string.Create(CultureInfo.InvariantCulture, $"long-stories.{trial.Cycle}.ndjson")));
        _running = WriteAsync(project, trial.Cycle);
    }

    public static async Task<LongStories> BeginAsync(Trial trial, Node node)
    {
        using var client = InstanceOwner.Client();
        var projects = JsonNode.Parse(await client.GetStringAsync(new Uri(node.Address, "/api/projects"), trial.Stop))!;
        return new LongStories(trial, node, (string)projects["items"]![0]!["id"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _api.Dispose();
        _ledger.Dispose();
        _stop.Dispose();
    }

    async Task WriteAsync(string project, int cycle)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"long-{cycle}-{i}");
            var operation = new Operation(key, [Marks.StoryCreated(key)], Standing.Sent);
            _ledger.Write(operation);
            var body = new JsonObject { ["projectId"] = project, ["title"] = key, ["description"] = new string('l', Length) };
            if (await _api.AskAsync(HttpMethod.Post, "/api/stories", body, key, _ => false, _stop.Token) is { IsGood: true })
                _ledger.Write(operation with { Standing = Standing.Acknowledged });
        }
    }
}

using System.Text.Json.Nodes;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>One task, of a project of its own, that is claimed and then left alone: nobody is heard of until its lease has run out.</summary>
sealed class OneTask(Trial trial, Uri node, string key)
{
    /// <returns>The task's id, under a lease of so many seconds.</returns>
    public async Task<string> ClaimAsync(int lease)
    {
        using var api = new Api(() => node);
        using var ledger = new Ledger(Path.Combine(trial.Ledgers, key + ".ndjson"));
        var operation = new Operation(key, [Marks.StoryCreated(key), Marks.TaskCreated(key)], Standing.Sent);
        ledger.Write(operation);
        var project = await AskAsync(api, "/api/projects", new JsonObject { ["key"] = key.ToUpperInvariant(), ["name"] = key }, key + "-project");
        var body = new JsonObject { ["projectId"] = project.Id, ["title"] = key, ["tasks"] = new JsonArray(new JsonObject { ["title"] = key }) };
        await AskAsync(api, "/api/stories", body, key);
        ledger.Write(operation with { Standing = Standing.Acknowledged });
        var claim = await AskAsync(api, "/api/work/claim", new JsonObject { ["projectId"] = project.Id, ["worker"] = key, ["lease"] = lease }, key + "-claim");
        return (string)claim.Json["tasks"]![0]!["id"]!;
    }

    async Task<Reply> AskAsync(Api api, string path, JsonObject body, string name)
    {
        var reply = await api.AskAsync(HttpMethod.Post, path, body, name, failures => failures > 100, trial.Stop);
        return reply is { IsGood: true } ? reply : throw new ViolationException("answers", $"{path} was answered {reply}");
    }
}

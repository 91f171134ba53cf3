using System.Text.Json.Nodes;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>
/// A program that claims tasks, completes most of them, gives some back, and now and then completes one that it gave back
/// before: that must change nothing.
/// </summary>
sealed class Worker(string name, string project, Trial trial, Api api, LoadShape shape, Surprises surprises)
    : Client(name, trial, api, shape, surprises)
{
    const int Lease = 20;
    const int TasksPerStory = 6;
    const int Remembered = 20;
    readonly List<Held> _givenBack = [];
    string _session = Guid.NewGuid().ToString();

    protected override async Task TurnAsync(CancellationToken stop)
    {
        if (await ClaimAsync(stop) is not { } held)
            return;
        if (held.Count == 0)
        {
            await PlanAsync(stop);
            return;
        }
        var back = held.Where(_ => Chance.Next(100) < 15).ToList();
        await EndAsync("complete", [.. held.Except(back)], stop);
        await EndAsync("release", back, stop);
        _givenBack.AddRange(back);
        if (_givenBack.Count > 0 && Chance.Next(100) < Shape.Stale)
            await EndAsync("complete", [_givenBack[Chance.Next(_givenBack.Count)]], stop);
        if (_givenBack.Count > Remembered)
            _givenBack.RemoveAt(0);
    }

    /// <summary>What is there to be claimed.</summary>
    async Task PlanAsync(CancellationToken stop)
    {
        var key = NextKey();
        List<string> tasks = [.. Enumerable.Range(0, TasksPerStory).Select(t => $"{key}/{t}")];
        var body = new JsonObject
        {
            ["projectId"] = project,
            ["title"] = key,
            ["tasks"] = new JsonArray([.. tasks.Select(t => new JsonObject { ["title"] = t })]),
        };
        await DoAsync(HttpMethod.Post, "/api/stories", body, key, [Marks.StoryCreated(key), .. tasks.Select(Marks.TaskCreated)], stop);
    }

    async Task<List<Held>?> ClaimAsync(CancellationToken stop)
    {
        var key = NextKey();
        var body = new JsonObject { ["projectId"] = project, ["sessionId"] = _session, ["worker"] = Name, ["count"] = 1 + Chance.Next(4), ["lease"] = Lease };
        var reply = await AskAsync(HttpMethod.Post, "/api/work/claim", body, key, stop);
        if (reply is null)
        {
            // Whatever that claim got expires with its session. Which tasks they are, nobody was told.
            Ledger.Write(new Operation(key, [], Standing.Unknown, Session: _session));
            _session = Guid.NewGuid().ToString();
            return null;
        }
        if (!reply.IsGood)
        {
            Surprise($"a claim was answered {reply}");
            return null;
        }
        List<Held> held = [.. reply.Json["tasks"]!.AsArray().Select(t => new Held((string)t!["id"]!, (int)t["leaseEpoch"]!))];
        Ledger.Write([.. held.Select((h, i) => new Operation($"{key}/{i}", [Marks.TaskClaimed(h.Task, h.Epoch)], Standing.Acknowledged, h.Task, _session))]);
        return held;
    }

    /// <summary>Completes or releases; each task is an operation of its own, though all are asked for at once.</summary>
    async Task EndAsync(string verb, List<Held> held, CancellationToken stop)
    {
        if (held.Count == 0)
            return;
        var key = NextKey();
        var operations = held.ConvertAll(h => new Operation($"{key}/{h.Task}",
            [verb == "complete" ? Marks.TaskCompleted(h.Task, h.Epoch) : Marks.TaskReleased(h.Task, h.Epoch)], Standing.Sent));
        Ledger.Write(operations);
        var body = new JsonObject
        {
            ["tasks"] = new JsonArray([.. held.Select(h => new JsonObject { ["taskId"] = h.Task, ["leaseEpoch"] = h.Epoch, ["timeSpent"] = 3 })]),
        };
        var reply = await AskAsync(HttpMethod.Post, $"/api/work/{verb}", body, key, stop);
        if (reply is null)
        {
            Ledger.Write([.. operations.Select(o => o with { Standing = Standing.Unknown })]);
            return;
        }
        if (reply.Status is not (200 or 409 or 404))
        {
            Surprise($"{verb} was answered {reply}");
            return;
        }
        var results = reply.Json["results"]!.AsArray().ToDictionary(r => (string)r!["taskId"]!, r => (int)r!["status"]!, StringComparer.Ordinal);
        Ledger.Write([.. held.Zip(operations, (h, o) => o with
        {
            Standing = results[h.Task] == 200 ? Standing.Acknowledged : Standing.Refused,
            Subject = h.Task,
        })]);
    }

    sealed record Held(string Task, int Epoch);
}

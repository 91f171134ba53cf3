using System.Text.Json;
using Throughline.Domain;
using Throughline.Domain.Work;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Work;

/// <summary>
/// Requests about many tasks: each is decided for itself, all of them in one commit. When not a single one was taken, the answer is
/// the first one's problem, so that whoever asks about one task sees it in the status.
/// </summary>
static class Items
{
    public const int AtMost = 500;

    /// <param name="items">As they were sent.</param>
    /// <param name="named">The task that an item is about, and the lease it names.</param>
    /// <param name="check">What can be seen wrong with an item without its task.</param>
    /// <param name="decide">Decides on an item.</param>
    public static async Task<IResult> AnswerAsync<TItem>(
        HttpContext context, Rights rights, Commits commits, IReadOnlyList<TItem?>? items, Func<TItem, (TaskId Id, int? Epoch)> named,
        Action<TItem, InputRules, string>? check, Func<TItem, State, Decision> decide) where TItem : class
    {
        if (items is null or { Count: 0 })
            throw new RefusedException(Refusal.Invalid("tasks", "Name at least one task."));
        var known = Check("tasks", items, check);
        var change = new Changes<WorkAnswer>(
            need =>
            {
                foreach (var item in known)
                    need.Task(named(item).Id);
            },
            state => known.Select(item => rights.Refuses("task", state.Tasks.Find(named(item).Id)?.ProjectId) is { } refused ? refused : decide(item, state)),
            (state, decisions) => new WorkAnswer(state.Now, [.. decisions.Select((d, i) => Result(named(known[i]), d.Refusal, state))]),
            context.RequestAborted)
        {
            By = rights.Actor,
            Key = RequestKey.Of(context, rights),
            ToAnswer = ToAnswer,
        };
        var outcome = await commits.CommitAsync(change);
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        return (outcome.Answer ?? ToAnswer(outcome.Value!)) is { } answer
            ? new AnswerResult(answer, outcome.Position)
            : NoneTaken(outcome.Value!);
    }

    /// <param name="field">What the list is called in the request.</param>
    /// <exception cref="RefusedException">Something in it breaks a rule.</exception>
    public static TItem[] Check<TItem>(string field, IReadOnlyList<TItem?> items, Action<TItem, InputRules, string>? check) where TItem : class
    {
        var rules = new InputRules();
        if (items.Count > AtMost)
            rules.Add(field, $"There are {items.Count}; at most {AtMost} are taken at once.");
        else
            for (var i = 0; i < items.Count; i++)
                if (items[i] is { } item)
                    check?.Invoke(item, rules, $"{field}[{i}].");
                else
                    rules.Add($"{field}[{i}]", "It is null; a task is expected.");
        return rules.Refusal is { } refusal ? throw new RefusedException(refusal) : [.. items.OfType<TItem>()];
    }

    // What was refused may be decided otherwise the next time, so it is not kept.
    static Answer? ToAnswer(WorkAnswer answer) => answer.Results.Any(r => r.Status == StatusCodes.Status200OK)
        ? new Answer(StatusCodes.Status200OK, null, null, WireJson.Bytes(answer, WorkJson.Default.WorkAnswer))
        : null;

    public static WorkResult Result((TaskId Id, int? Epoch) named, Refusal? refusal, State state) => refusal is null
        ? new WorkResult(named.Id, StatusCodes.Status200OK) { LeaseEpoch = named.Epoch }
        : new WorkResult(named.Id, Problems.Status(refusal.Kind))
        {
            LeaseEpoch = named.Epoch,
            Type = Problems.TypePrefix + refusal.Code,
            Detail = refusal.Detail,
            // A task that they don't see is not there.
            Current = refusal.Kind != RefusalKind.NotFound && state.Tasks.Find(named.Id) is { } task ? CurrentTask.Of(task) : null,
        };

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NoneTaken(WorkAnswer answer)
    {
        var first = answer.Results[0];
        return Problems.From(first.Status, first.Type![Problems.TypePrefix.Length..], first.Detail!, more: new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["serverTime"] = JsonSerializer.SerializeToElement(answer.ServerTime, WorkJson.Default.Instant),
            ["current"] = JsonSerializer.SerializeToElement(first.Current, WorkJson.Default.CurrentTask),
            ["results"] = JsonSerializer.SerializeToElement(answer.Results, WorkJson.Default.IReadOnlyListWorkResult),
        });
    }
}

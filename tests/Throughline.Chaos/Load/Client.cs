using System.Globalization;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>Somebody who asks for one thing after the other, and writes down what was answered.</summary>
abstract class Client(string name, Trial trial, Api api, LoadShape shape, Surprises surprises) : IDisposable
{
    readonly Lock _lock = new();
    TaskCompletionSource? _pause;
    TaskCompletionSource? _resume;
    int _number;
    int _cycle = -1;
    Random _chance = new(0);

    public string Name => name;

    public Ledger Ledger { get; } = new(Path.Combine(trial.Ledgers, name + ".ndjson"));

    protected Api Api => api;

    protected LoadShape Shape => shape;

    protected Random Chance => _chance;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await RestAsync(stop);
                // New chances in each cycle, so that a cycle's choices hang on the seed alone.
                if (trial.Cycle != _cycle)
                    (_cycle, _chance) = (trial.Cycle, trial.ChanceOf(name));
                await TurnAsync(stop);
                if (shape.Rest > TimeSpan.Zero)
                    await Task.Delay(shape.Rest, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The trial is over.
        }
    }

    /// <summary>Completes when it has finished what is under way; it then rests until <see cref="Resume"/>.</summary>
    public Task PauseAsync()
    {
        lock (_lock)
        {
            _resume ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return (_pause ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Resume()
    {
        TaskCompletionSource? resume;
        lock (_lock)
        {
            resume = _resume;
            _pause = _resume = null;
        }
        resume?.TrySetResult();
    }

    public void Dispose() => Ledger.Dispose();

    protected abstract Task TurnAsync(CancellationToken stop);

    /// <summary>A key that nothing else of the trial has; it also stands in what is made.</summary>
    protected string NextKey() => string.Create(CultureInfo.InvariantCulture, $"{name}-{++_number}");

    /// <summary>Asks until there is an answer, or (rarely) gives up when one was lost.</summary>
    protected Task<Reply?> AskAsync(HttpMethod method, string path, System.Text.Json.Nodes.JsonNode? body, string? key, CancellationToken stop) =>
        api.AskAsync(method, path, body, key, failures => failures == 1 && Chance.Next(100) < shape.GivenUp, stop);

    /// <summary>Writes an operation down, asks for it, and writes down how it stands then.</summary>
    /// <param name="isDone">Beside success: answers that say that it was done, such as 404 to a deletion that is repeated.</param>
    protected async Task<Reply?> DoAsync(
        HttpMethod method, string path, System.Text.Json.Nodes.JsonNode? body, string key, IReadOnlyList<string> marks, CancellationToken stop,
        Func<Reply, bool>? isDone = null)
    {
        var operation = new Operation(key, marks, Standing.Sent);
        Ledger.Write(operation);
        var reply = await AskAsync(method, path, body, key, stop);
        if (reply is null)
            Ledger.Write(operation with { Standing = Standing.Unknown });
        else if (reply.IsGood || isDone?.Invoke(reply) == true)
            Ledger.Write(operation with { Standing = Standing.Acknowledged, Subject = reply is { Status: 200 or 201 } ? reply.Id : null });
        else
        {
            Ledger.Write(operation with { Standing = Standing.Refused });
            Surprise($"{method} {path} was answered {reply} at try {reply.Tries}");
        }
        return reply;
    }

    protected void Surprise(string what) => surprises.Add($"{name} in cycle {trial.Cycle}: {what}");

    async Task RestAsync(CancellationToken stop)
    {
        TaskCompletionSource? pause, resume;
        lock (_lock)
            (pause, resume) = (_pause, _resume);
        if (pause is null || resume is null)
            return;
        pause.TrySetResult();
        await resume.Task.WaitAsync(stop);
    }
}

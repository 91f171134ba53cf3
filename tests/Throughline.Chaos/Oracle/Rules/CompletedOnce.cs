namespace Throughline.Chaos.Oracle.Rules;

sealed class CompletedOnce : IRule
{
    public string Name => "completed-once";

    public string Promise => "No task is completed twice under the same lease.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var completed = new Dictionary<(string Task, int Epoch), long>();
        foreach (var fact in evidence.Facts.Where(f => f is { Type: "task.completed", Epoch: > 0 }))
            if (!completed.TryAdd((fact.Subject, fact.Epoch), fact.Position))
                yield return $"task {fact.Subject} was completed twice under leaseEpoch {fact.Epoch}: at {completed[(fact.Subject, fact.Epoch)]} and {fact.Position}";
        await Task.CompletedTask;
    }
}

using Throughline.Chaos.Load;

namespace Throughline.Chaos.Oracle.Rules;

sealed class OneHolder : IRule
{
    public string Name => "one-holder";

    public string Promise => "A task is under one lease at a time: epochs go up by one, nobody is given an epoch that another has, and only the last one ends.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var leases = new Dictionary<string, Lease>(StringComparer.Ordinal);
        foreach (var fact in evidence.Facts.Where(f => f.Epoch > 0))
        {
            var lease = leases.GetValueOrDefault(fact.Subject) ?? new Lease(0, "None", null);
            if (Wrong(fact, lease) is { } why)
                yield return $"position {fact.Position}, {fact.Type} of task {fact.Subject} under leaseEpoch {fact.Epoch}: {why}";
            leases[fact.Subject] = fact.Type switch
            {
                "task.claimed" => new Lease(fact.Epoch, "Held", fact.Session),
                "task.expired" => lease with { State = "Expired" },
                _ => lease with { State = "Ended" },
            };
        }

        var told = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var claim in evidence.Operations.Where(o => o is { Standing: Standing.Acknowledged, Session: not null }))
            if (!told.TryAdd(claim.Marks[0], claim.Session) && told[claim.Marks[0]] != claim.Session)
                yield return $"[{claim.Marks[0]}] was given to {told[claim.Marks[0]]} and to {claim.Session}";
        foreach (var fact in evidence.Facts.Where(f => f.Type == "task.claimed"))
            if (told.TryGetValue(Marks.TaskClaimed(fact.Subject, fact.Epoch), out var session) && session != fact.Session)
                yield return $"leaseEpoch {fact.Epoch} of task {fact.Subject} was given to {session}, and the journal has it given to {fact.Session}";
        await Task.CompletedTask;
    }

    static string? Wrong(JournalFact fact, Lease lease) => fact.Type switch
    {
        "task.claimed" when fact.Epoch != lease.Epoch + 1 => $"it follows leaseEpoch {lease.Epoch}",
        "task.claimed" when lease.State == "Held" => $"{lease.Session} holds it",
        "task.completed" or "task.released" when fact.Epoch != lease.Epoch => $"it is at leaseEpoch {lease.Epoch}",
        "task.completed" or "task.released" when lease.State is not ("Held" or "Expired") => "that lease had ended",
        "task.expired" when fact.Epoch != lease.Epoch || lease.State != "Held" => $"leaseEpoch {lease.Epoch} is {lease.State}",
        _ => null,
    };

    sealed record Lease(int Epoch, string State, string? Session);
}

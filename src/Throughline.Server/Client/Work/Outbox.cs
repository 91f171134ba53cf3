using System.Threading.Channels;

namespace Throughline.Server.Client.Work;

/// <summary>
/// Tells the server how work ended: whatever has gathered while the last report was under way goes with the next one, beside the
/// claims and not before them. A report is repeated until it is answered; per lease it takes effect once.
/// </summary>
sealed class Outbox(WorkCalls calls, Holdings holdings, PoolCounters counters, TimeProvider time, Action<PoolEvent> tell)
{
    const int MostPerReport = 500;

    readonly Channel<(Holding Holding, WorkOutcome Outcome)> _waiting =
        Channel.CreateUnbounded<(Holding, WorkOutcome)>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(Holding holding, WorkOutcome outcome)
    {
        holding.EndedAt = time.GetTimestamp();
        _waiting.Writer.TryWrite((holding, outcome));
    }

    public async Task SendAsync(CancellationToken cancellation)
    {
        var completed = new List<(Holding, WorkOutcome)>();
        var released = new List<(Holding, WorkOutcome)>();
        while (await _waiting.Reader.WaitToReadAsync(cancellation))
        {
            completed.Clear();
            released.Clear();
            while (completed.Count < MostPerReport && released.Count < MostPerReport && _waiting.Reader.TryRead(out var next))
                (next.Outcome.IsCompleted ? completed : released).Add(next);
            await Task.WhenAll(ReportAsync(completed, CompleteAsync, cancellation), ReportAsync(released, ReleaseAsync, cancellation));
        }
    }

    async Task ReportAsync(
        List<(Holding Holding, WorkOutcome Outcome)> outcomes, Func<List<(Holding, WorkOutcome)>, CancellationToken, Task<ResultsAnswer>> send,
        CancellationToken cancellation)
    {
        if (outcomes.Count == 0)
            return;
        try
        {
            var answer = await send(outcomes, cancellation);
            var results = answer.Results.ToDictionary(r => new LeaseName(r.TaskId, r.LeaseEpoch));
            foreach (var (holding, outcome) in outcomes)
                Take(holding, outcome, results.GetValueOrDefault(holding.Task.Lease));
        }
        catch (ApiRefusedException e) when (e.Problem.Status is 404 or 409 || outcomes.Count == 1)
        {
            // None of them was taken.
            foreach (var (holding, outcome) in outcomes)
                Take(holding, outcome, new TaskResult(holding.Task.Id, holding.Task.LeaseEpoch, e.Problem.Status, e.Message));
        }
        catch (ApiRefusedException)
        {
            // One that the server can't read must not take the others with it.
            var half = outcomes.Count / 2;
            await ReportAsync(outcomes[..half], send, cancellation);
            await ReportAsync(outcomes[half..], send, cancellation);
            return;
        }
        holdings.Remove(outcomes.Select(o => o.Holding));
    }

    void Take(Holding holding, WorkOutcome outcome, TaskResult? result)
    {
        if (result is { Status: 200 })
        {
            counters.Count(outcome);
            counters.Report.Add(time.GetElapsedTime(holding.EndedAt));
            tell(outcome.IsCompleted ? new TaskCompleted(holding.Task, outcome) : new TaskReleased(holding.Task, outcome));
            return;
        }
        counters.CountLost();
        tell(new TaskLost(holding.Task, result?.Detail ?? "The server did not say whether it took the outcome."));
    }

    Task<ResultsAnswer> CompleteAsync(List<(Holding Holding, WorkOutcome Outcome)> outcomes, CancellationToken cancellation) =>
        calls.CompleteAsync(new CompleteRequest([.. outcomes.Select(o =>
            new CompleteTask(o.Holding.Task.Id, o.Holding.Task.LeaseEpoch, o.Outcome.TimeSpent))]), cancellation);

    Task<ResultsAnswer> ReleaseAsync(List<(Holding Holding, WorkOutcome Outcome)> outcomes, CancellationToken cancellation) =>
        calls.ReleaseAsync(new ReleaseRequest([.. outcomes.Select(o =>
            new ReleaseTask(o.Holding.Task.Id, o.Holding.Task.LeaseEpoch, o.Outcome.TimeSpent, o.Outcome.Reason, o.Outcome.Failed))]), cancellation);
}

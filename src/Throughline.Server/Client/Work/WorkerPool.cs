using NodaTime;
using Throughline.Domain;

namespace Throughline.Server.Client.Work;

/// <summary>
/// A fixed number of concurrent tasks under one worker's session: claims, works, reports, and says every third of a lease that it is
/// alive. It outlives a server that restarts and a network that is lost, and ends when it is asked to.
/// </summary>
public sealed class WorkerPool
{
    static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    public const string StoppedReason = "The worker was stopped.";

    readonly WorkerPoolOptions _options;
    readonly Func<ClaimedTask, CancellationToken, Task<WorkOutcome>> _work;
    readonly Action<PoolEvent> _tell;
    readonly TimeProvider _time;
    readonly Holdings _holdings;
    readonly Outbox _outbox;
    readonly Heartbeats _heartbeats;
    readonly Claims _claims;

    /// <param name="work">
    /// Works on a task. Its token is cancelled when the task is lost or the pool stops; then it may end with
    /// <see cref="OperationCanceledException"/>. Any other exception is a failed attempt.
    /// </param>
    /// <param name="tell">Told what happens, from any thread; it must not throw.</param>
    public WorkerPool(
        ApiConnection api, WorkerPoolOptions options, Func<ClaimedTask, CancellationToken, Task<WorkOutcome>> work, Action<PoolEvent>? tell = null)
    {
        if (options.Size is < 1 or > WorkerPoolOptions.LargestSize)
            throw new ArgumentOutOfRangeException(nameof(options), $"A pool has 1 to {WorkerPoolOptions.LargestSize} places.");
        (_options, _work, _tell, _time) = (options, work, tell ?? (_ => { }), api.Time);
        SessionId = WorkerSessionId.New(Instant.FromDateTimeOffset(_time.GetUtcNow()));
        var calls = new WorkCalls(api, _tell);
        _holdings = new Holdings(options.Size, Counters);
        _outbox = new Outbox(calls, _holdings, Counters, _time, _tell);
        _heartbeats = new Heartbeats(calls, SessionId, options.Lease, _holdings, Counters, _time, _tell);
        _claims = new Claims(calls, SessionId, options, _holdings, _heartbeats, Counters, _time);
    }

    public WorkerSessionId SessionId { get; }

    public PoolCounters Counters { get; } = new();

    /// <param name="finish">No more claims; what is worked on may end within the grace time, and is given back else.</param>
    /// <param name="leave">Ends at once. What is held then expires by itself.</param>
    /// <exception cref="ApiRefusedException">The server refuses what the pool asks. What it held is dealt with as by <paramref name="finish"/>.</exception>
    public async Task RunAsync(CancellationToken finish, CancellationToken leave = default)
    {
        using var broken = new CancellationTokenSource();
        using var stopClaims = CancellationTokenSource.CreateLinkedTokenSource(finish, leave, broken.Token);
        using var stopCalls = CancellationTokenSource.CreateLinkedTokenSource(leave);
        var sending = GuardAsync(_outbox.SendAsync(stopCalls.Token), broken, stopCalls.Token);
        var beating = GuardAsync(_heartbeats.BeatAsync(stopCalls.Token), broken, stopCalls.Token);
        try
        {
            await _claims.ClaimAsync(Start, GiveBack, stopClaims.Token, leave);
        }
        finally
        {
            await FinishAsync(leave);
            await stopCalls.CancelAsync();
        }
        await Task.WhenAll(sending, beating);
    }

    /// <summary>A loop that breaks takes the pool with it, in good order.</summary>
    static async Task GuardAsync(Task loop, CancellationTokenSource broken, CancellationToken stop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was stopped.
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }

    void Start(ClaimedTask task)
    {
        var holding = new Holding(task);
        foreach (var older in _holdings.Add(holding))
            _heartbeats.Lose(older, "It was claimed anew.");
        Counters.CountClaimed();
        _tell(new TaskClaimed(task));
        _ = Task.Run(() => WorkAsync(holding));
    }

    void GiveBack(ClaimedTask task)
    {
        var holding = new Holding(task);
        _holdings.AddForReport(holding);
        Counters.CountClaimed();
        _outbox.Add(holding, WorkOutcome.Released(StoppedReason, failed: false));
    }

    async Task WorkAsync(Holding holding)
    {
        WorkOutcome outcome;
        try
        {
            outcome = await _work(holding.Task, holding.Cancelled);
        }
        catch (OperationCanceledException) when (holding.Cancelled.IsCancellationRequested)
        {
            outcome = WorkOutcome.Released(StoppedReason, failed: false);
        }
        catch (Exception e)
        {
            outcome = WorkOutcome.Released($"{e.GetType().Name}: {e.Message}", failed: true);
        }
        if (_holdings.EndWork(holding))
            _outbox.Add(holding, outcome);
    }

    async Task FinishAsync(CancellationToken leave)
    {
        await WithinAsync(_options.Grace, reported: false, leave);
        _holdings.StopWork();
        await WithinAsync(_options.SendWithin, reported: false, leave);
        await WithinAsync(_options.SendWithin, reported: true, leave);
        if (_holdings.Leases.Count is > 0 and var left)
            _tell(new LeftBehind(left));
        else
            await LeaveAsync(leave);
    }

    async Task LeaveAsync(CancellationToken leave)
    {
        using var late = new CancellationTokenSource(LeaveWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leave, late.Token);
        try
        {
            await _heartbeats.LeaveAsync(either.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ApiRefusedException)
        {
            // It holds nothing, and its session ends by itself.
        }
    }

    async Task WithinAsync(TimeSpan time, bool reported, CancellationToken leave)
    {
        using var late = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leave, late.Token);
        try
        {
            await _holdings.EmptyAsync(reported, either.Token);
        }
        catch (OperationCanceledException)
        {
            // That was its time.
        }
    }
}

using Throughline.Server.Client;
using Throughline.Server.Client.Work;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>
/// One simulation: stories arrive, and a fixed pool of workers works on their tasks. It speaks the server's public API alone, so it is the
/// same from another machine and inside the server.
/// </summary>
public sealed class SimulationRun
{
    readonly ApiConnection _api;
    readonly SimulationPlan _plan;
    readonly SimulationEnd _end;
    readonly MadeStories _made;
    readonly StoryMaker _maker;
    readonly WorkWatch _watch;
    readonly Rate _completed;
    readonly long _beginning;
    PoolCounters _work = new();
    string? _makerWaits;
    string? _poolWaits;

    public SimulationRun(ApiConnection api, SimulationPlan plan, SimulationEnd end)
    {
        (_api, _plan, _end) = (api, plan, end);
        _made = new MadeStories(api.Time);
        _maker = new StoryMaker(api, plan, _made, why => Volatile.Write(ref _makerWaits, why?.Message));
        _watch = new WorkWatch(api, plan);
        _completed = new Rate(api.Time);
        _beginning = api.Time.GetTimestamp();
    }

    public SimulationPhase Phase { get; private set; }

    /// <param name="stop">Ends it early: nothing more arrives, and what the workers hold is given back.</param>
    /// <param name="leave">Ends at once; what the workers hold expires by itself.</param>
    /// <exception cref="ApiRefusedException">The server refuses what the simulation asks for.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken leave)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop, leave);
        using var finish = CancellationTokenSource.CreateLinkedTokenSource(broken.Token);
        using var ended = new CancellationTokenSource();
        var working = WorkAsync(broken.Token, finish.Token, leave);
        var watching = _watch.LookAsync(ended.Token);
        try
        {
            await EitherAsync(ArriveAsync(broken.Token), working);
            Phase = SimulationPhase.Finishing;
            await finish.CancelAsync();
            await working;
        }
        catch
        {
            // Neither half goes on without the other; the first one's reason is told.
            await broken.CancelAsync();
            await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        finally
        {
            Phase = SimulationPhase.Ended;
            await ended.CancelAsync();
            await watching;
        }
    }

    public SimulationFigures Figures()
    {
        var (waiting, behind) = _maker.Lag();
        return new SimulationFigures(Phase, _api.Time.GetElapsedTime(_beginning), _made, _work, _watch.Last)
        {
            CompletedPerSecond = _completed.PerSecond(),
            Waiting = waiting,
            Behind = behind,
            Trouble = Volatile.Read(ref _makerWaits) ?? Volatile.Read(ref _poolWaits),
        };
    }

    async Task ArriveAsync(CancellationToken stop)
    {
        await _maker.RunAsync(stop);
        if (!_end.Drain || _plan.Workers == 0 || stop.IsCancellationRequested)
            return;
        Phase = SimulationPhase.Draining;
        try
        {
            await _watch.DrainedAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    async Task WorkAsync(CancellationToken stop, CancellationToken finish, CancellationToken leave)
    {
        if (_plan.Workers == 0)
            return;
        var options = new WorkerPoolOptions
        {
            ProjectId = _plan.Project,
            Worker = "simulation",
            Size = _plan.Workers,
            Grace = _end.Grace,
        };
        var pool = new WorkerPool(_api, options, new SimulatedWork(_plan, _api.Time, stop).DoAsync, Hear);
        _work = pool.Counters;
        await pool.RunAsync(finish, leave);
    }

    void Hear(PoolEvent happened)
    {
        switch (happened)
        {
            case TaskCompleted:
                _completed.Add(1);
                break;
            case ServerAwaited awaited:
                Volatile.Write(ref _poolWaits, awaited.Why);
                break;
            case ServerBack:
                Volatile.Write(ref _poolWaits, null);
                break;
        }
    }

    /// <summary>The pool has no end of its own while stories arrive: when it ends all the same, it broke.</summary>
    async Task EitherAsync(Task arriving, Task working)
    {
        if (_plan.Workers > 0 && await Task.WhenAny(arriving, working) == working)
            await working;
        await arriving;
    }
}

/// <summary>How a simulation ends when its time is over.</summary>
/// <param name="Drain">Work until nothing is left, before the workers finish.</param>
/// <param name="Grace">How long the workers may take to finish what they hold; the rest is given back.</param>
public sealed record SimulationEnd(bool Drain, TimeSpan Grace);

/// <summary>Where a simulation is.</summary>
public enum SimulationPhase
{
    /// <summary>Stories arrive.</summary>
    Arriving = 0,

    /// <summary>None arrives any more; the workers go on until nothing is left.</summary>
    Draining = 1,

    /// <summary>The workers finish what they hold.</summary>
    Finishing = 2,

    Ended = 3,
}

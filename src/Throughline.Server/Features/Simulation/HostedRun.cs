using Throughline.Domain;
using Throughline.Server.Client;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Simulation.Engine;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Simulation;

/// <summary>A simulation inside the server, from its start until it is forgotten.</summary>
sealed class HostedRun : IDisposable
{
    static readonly SimulationEnd End = new(Drain: false, Grace: TimeSpan.FromSeconds(10));

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly SimulationPlan _plan;
    readonly ApiConnection _api;
    readonly Loan _loan;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly SimulationRun _run;
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _leave = new();
    readonly NodaTime.Instant _startedAt;
    readonly Task _running;
    IDisposable? _watching;
    ITimer? _looking;
    string? _denied;
    Outcome? _outcome;

    public HostedRun(SimulationPlan plan, IdempotencyKey? key, Uri server, Loan loan, TimeProvider time, ILogger log)
    {
        (_plan, Key, _loan, _time, _log) = (plan, key, loan, time, log);
        _api = new ApiConnection(server, time, loan.Token);
        _run = new SimulationRun(_api, plan, End);
        _startedAt = time.Now();
        _running = Task.Run(RunAsync);
    }

    public IdempotencyKey? Key { get; }

    public bool HasEnded => _outcome is not null;

    public SimulationResponse Response
    {
        get
        {
            var (outcome, now) = (_outcome, _run.Figures());
            return new SimulationResponse(
                SimulationPlanResponse.Of(_plan), StateOf(outcome, now), outcome is null ? now.Trouble : outcome.Why,
                _startedAt, _startedAt + NodaTime.Duration.FromTimeSpan(_plan.Duration), outcome?.At, SimulationCounts.Of(now),
                new SimulationRates(now.Made.Rate.PerSecond(), now.CompletedPerSecond));
        }
    }

    public void Stop() => _stop.Cancel();

    /// <summary>Ends it when whoever started it may not any more: their token was revoked or has expired, they signed out, or their role is another one.</summary>
    public void EndWith(Rights rights, ProjectId project)
    {
        // Elsewhere: it is called while facts are handed out.
        _watching = rights.Watch(() => _ = Task.Run(Look));
        // That a token expires nobody tells.
        _looking = _time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        Look();

        void Look()
        {
            if (_stop.IsCancellationRequested || rights.Refuses("project", project) is not { } refusal)
                return;
            _denied = refusal.Detail;
            _stop.Cancel();
        }
    }

    /// <summary>Waits until the workers have given back what they hold, but not for ever.</summary>
    public async Task StopAsync(TimeSpan within, CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        _leave.CancelAfter(within);
        await using var hurry = cancellation.Register(_leave.Cancel);
        await _running;
    }

    public void Dispose()
    {
        _watching?.Dispose();
        _looking?.Dispose();
        _stop.Cancel();
        _leave.Cancel();
        _api.Dispose();
        _loan.Dispose();
        _stop.Dispose();
        _leave.Dispose();
    }

    async Task RunAsync()
    {
        string? why = null;
        try
        {
            await _run.RunAsync(_stop.Token, _leave.Token);
        }
        catch (OperationCanceledException) when (_leave.IsCancellationRequested)
        {
            // The server did not wait any longer.
        }
        catch (ApiRefusedException e)
        {
            why = e.Message;
        }
        catch (Exception e)
        {
            _log.LogError(e, "The simulation broke");
            why = $"{e.GetType().Name}: {e.Message}";
        }
        _outcome = new Outcome(_time.Now(), why ?? _denied);
    }

    SimulationState StateOf(Outcome? outcome, SimulationFigures now) => outcome switch
    {
        { Why: null } => SimulationState.Stopped,
        not null => SimulationState.Failed,
        null when _stop.IsCancellationRequested || now.Phase >= SimulationPhase.Finishing => SimulationState.Stopping,
        null => SimulationState.Running,
    };

    sealed record Outcome(NodaTime.Instant At, string? Why);
}

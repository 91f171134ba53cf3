using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Simulation;

/// <summary>The one simulation that may run on this node.</summary>
sealed class NodeSimulation(IServer server, AccessDirectory access, TimeProvider time, ILogger<NodeSimulation> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>The server has others to wait for when it stops.</summary>
    static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    HostedRun? _run;
    bool _stopping;

    /// <summary>Null: none ran since the node was started.</summary>
    public SimulationResponse? Last => _run?.Response;

    /// <param name="key">Repeated with the same key it is the same simulation.</param>
    /// <param name="rights">Of whoever starts it: the simulation acts for them, and can do no more than they can.</param>
    public (SimulationResponse? Started, Refusal? Refusal) Start(SimulationPlan plan, IdempotencyKey? key, Rights rights)
    {
        lock (_lock)
        {
            if (key is not null && _run?.Key is { } known && (known.ActorId, known.Key) == (key.ActorId, key.Key))
                return known.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint)
                    ? (_run.Response, null)
                    : (null, new Refusal(RefusalKind.KeyReused, "idempotency-key-reused", "This Idempotency-Key started another simulation."));
            if (_stopping || _run is { HasEnded: false })
                return (null, Refusal.Conflict("simulation-running", "A simulation runs on this node. Stop it first: DELETE /api/simulation."));
            _run?.Dispose();
            _run = new HostedRun(plan, key, OwnAddress(), access.Lend(rights.Credential.User, rights.Credential.Scopes), time, log);
            _run.EndWith(rights, plan.Project);
            return (_run.Response, null);
        }
    }

    /// <returns>Null: none ran since the node was started.</returns>
    public SimulationResponse? Stop()
    {
        lock (_lock)
        {
            _run?.Stop();
            return Last;
        }
    }

    /// <summary>Before anything else stops, so that what the workers hold can still be given back.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HostedRun? run;
        lock (_lock)
            (_stopping, run) = (true, _run);
        if (run is not null)
            await run.StopAsync(StopWithin, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Twice: as a service, and as a hosted one.
    public void Dispose() => Interlocked.Exchange(ref _run, null)?.Dispose();

    /// <summary>Where this very server listens, as seen from its own machine.</summary>
    Uri OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var own = addresses.Select(BindingAddress.Parse).FirstOrDefault(address => !address.IsUnixPipe)
            ?? throw new InvalidOperationException("The server listens on no network address, so no simulation can reach it.");
        var host = own.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : own.Host;
        return new Uri($"{own.Scheme}://{host}:{own.Port}");
    }
}

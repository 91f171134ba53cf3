using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.Access;

/// <summary>Keeps the program from running with an endpoint of which nobody said who may use it.</summary>
/// <remarks>
/// Routes come together while the server starts, so before that there are none to look at. Until it has looked, and if it never did,
/// <see cref="Authorisation"/> refuses such an endpoint to everybody.
/// </remarks>
sealed class EveryEndpoint(EndpointDataSource endpoints) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var routes = endpoints.Endpoints.OfType<RouteEndpoint>().ToList();
        if (routes.Count == 0)
            throw new InvalidOperationException("There is no endpoint to look at: who may use them can't be checked.");
        foreach (var route in routes)
            if (route.Metadata.GetMetadata<AccessPolicy>() is null)
                throw new InvalidOperationException($"{route.DisplayName} does not say who may use it: Requires(…) or OpenToAll(…).");
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.Access;

/// <summary>Keeps the program from starting with an endpoint of which nobody said who may use it.</summary>
sealed class EveryEndpoint(EndpointDataSource endpoints) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints.Endpoints)
            if (endpoint is RouteEndpoint && endpoint.Metadata.GetMetadata<AccessPolicy>() is null)
                throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may use it: Requires(…) or OpenToAll(…).");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

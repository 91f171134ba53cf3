using Microsoft.AspNetCore.Http.HttpResults;

namespace Throughline.Server.Features.Simulation;

static class GetSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapGet("", Handle)
        .WithName("getSimulation")
        .WithSummary("Look at this node's simulation.")
        .WithDescription("""
            The one that runs, or the last that ran since the node was started. Each node knows only its own: behind a load balancer
            the answer is that of the node that was asked. 204: none ran.
            """);

    static Results<Ok<SimulationResponse>, NoContent> Handle(NodeSimulation node) =>
        node.Last is { } last ? TypedResults.Ok(last) : TypedResults.NoContent();
}

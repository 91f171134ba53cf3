using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Simulation;

static class GetSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapGet("", Handle)
        .Requires(Permission.Read)
        .WithName("getSimulation")
        .WithSummary("Look at this node's simulation.")
        .WithDescription("""
            The one that runs, or the last that ran since the node was started. Each node knows only its own: behind a load balancer
            the answer is that of the node that was asked. 204: none ran.
            """);

    static Results<Ok<SimulationResponse>, NoContent> Handle(NodeSimulation node, Rights rights) =>
        node.Last is { } last && rights.RoleIn(last.Plan.ProjectId) is not null ? TypedResults.Ok(last) : TypedResults.NoContent();
}

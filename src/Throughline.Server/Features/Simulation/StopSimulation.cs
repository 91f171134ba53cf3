using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Simulation;

static class StopSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapDelete("", Handle)
        .Requires(Permission.Write)
        .WithName("stopSimulation")
        .WithSummary("Stop this node's simulation.")
        .WithDescription("""
            No more stories arrive, and what the workers hold is given back; a moment later its state is Stopped. One that is over stays as
            it is; 204: none ever ran. Each node stops only its own.
            """);

    static Results<Ok<SimulationResponse>, NoContent> Handle(NodeSimulation node, Rights rights)
    {
        if (node.Last is not { } last || rights.RoleIn(last.Plan.ProjectId) is null)
            return TypedResults.NoContent();
        rights.Require("simulation", last.Plan.ProjectId);
        return node.Stop() is { } stopped ? TypedResults.Ok(stopped) : TypedResults.NoContent();
    }
}

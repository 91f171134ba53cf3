using Microsoft.AspNetCore.Http.HttpResults;

namespace Throughline.Server.Features.Simulation;

static class StopSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapDelete("", Handle)
        .WithName("stopSimulation")
        .WithSummary("Stop this node's simulation.")
        .WithDescription("""
            No more stories arrive, and what the workers hold is given back; a moment later its state is Stopped. One that is over stays as
            it is; 204: none ever ran. Each node stops only its own.
            """);

    static Results<Ok<SimulationResponse>, NoContent> Handle(NodeSimulation node) =>
        node.Stop() is { } stopped ? TypedResults.Ok(stopped) : TypedResults.NoContent();
}

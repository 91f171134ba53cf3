using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Simulation;

static class GetSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapGet("", Handle)
        .WithName("getSimulation")
        .WithSummary("Look at this node's simulation.")
        .WithDescription("""
            The one that runs, or the last that ran since the node was started. Each node knows only its own: behind a load balancer
            the answer is that of the node that was asked.
            """)
        .Refuses(StatusCodes.Status404NotFound, "not-found");

    static Results<Ok<SimulationResponse>, ProblemHttpResult> Handle(NodeSimulation node) => node.Last is { } last
        ? TypedResults.Ok(last)
        : Problems.From(new Refusal(RefusalKind.NotFound, "not-found", "No simulation ran on this node since it was started."));
}

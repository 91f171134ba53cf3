using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Simulation;

static class StartSimulationEndpoint
{
    public static void Map(RouteGroupBuilder simulation) => simulation.MapPost("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("startSimulation")
        .WithSummary("Start a simulation on this node.")
        .WithDescription("""
            Stories arrive at random moments and a fixed number of workers works on their tasks, all of it through this API, so that
            everything live has something to show. Everything may be left out. One at a time runs on a node; the node that answers runs
            it and alone knows of it. It ends by itself, with the server, and by DELETE.
            """)
        .Produces<SimulationResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "simulation-running", "project-archived");

    static async Task<IResult> HandleAsync(
        Body<StartSimulationRequest> body, Rights rights, HttpContext context, AskedProject projects, ProjectDirectory directory, NodeSimulation node)
    {
        var request = body.Value;
        var rules = new InputRules();
        var plan = request.ToPlan();
        plan.Check(rules, SimulationBounds.Inside);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        var project = await projects.AskedAsync(rights, request.ProjectId.IsGiven ? request.ProjectId.Value : null, context.RequestAborted);
        if (directory.IsArchived(project))
            return Problems.From(Archive.Refusal);
        var (started, refused) = node.Start(plan with { Project = project }, RequestKey.Of(context, rights), rights);
        return refused is null ? TypedResults.Created("/api/simulation", started) : Problems.From(refused);
    }
}

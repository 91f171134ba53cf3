namespace Throughline.Server.Features.Simulation;

/// <summary>Made-up work, so that there is something to see and to measure.</summary>
public static class SimulationFeature
{
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, SimulationJson.Default));
        services.AddSingleton<NodeSimulation>();
        services.AddHostedService(s => s.GetRequiredService<NodeSimulation>());
        return services;
    }

    public static void MapSimulation(this IEndpointRouteBuilder endpoints)
    {
        var simulation = endpoints.MapGroup("/api/simulation").WithTags("Simulation");
        StartSimulationEndpoint.Map(simulation);
        GetSimulationEndpoint.Map(simulation);
        StopSimulationEndpoint.Map(simulation);
    }
}

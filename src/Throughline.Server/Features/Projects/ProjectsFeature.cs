namespace Throughline.Server.Features.Projects;

/// <summary>Projects: the rooms that stories are in.</summary>
public static class ProjectsFeature
{
    public static IServiceCollection AddProjects(this IServiceCollection services) => services.AddHostedService<DeletedSweep>()
        .ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ProjectsJson.Default));

    public static void MapProjects(this IEndpointRouteBuilder endpoints)
    {
        var projects = endpoints.MapGroup("/api/projects").WithTags("Projects");
        CreateProjectEndpoint.Map(projects);
        ListProjectsEndpoint.Map(projects);
        GetProjectEndpoint.Map(projects);
        EditProjectEndpoint.Map(projects);
        DeleteProjectEndpoint.Map(projects);
    }
}

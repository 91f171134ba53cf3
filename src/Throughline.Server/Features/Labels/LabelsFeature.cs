namespace Throughline.Server.Features.Labels;

/// <summary>Labels: the words that a project's stories are sorted by, and their colours.</summary>
public static class LabelsFeature
{
    public static IServiceCollection AddLabels(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, LabelsJson.Default));

    public static void MapLabels(this IEndpointRouteBuilder endpoints)
    {
        var labels = endpoints.MapGroup("/api/projects/{projectId}/labels").WithTags("Labels");
        ListLabelsEndpoint.Map(labels);
        ColorLabelEndpoint.Map(labels);
    }
}

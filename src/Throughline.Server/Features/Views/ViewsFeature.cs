namespace Throughline.Server.Features.Views;

/// <summary>Saved views: what somebody looks at again and again, for themselves or with everybody in a project.</summary>
public static class ViewsFeature
{
    public static IServiceCollection AddViews(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ViewsJson.Default));

    public static void MapViews(this IEndpointRouteBuilder endpoints)
    {
        var views = endpoints.MapGroup("/api/views").WithTags("Views");
        CreateViewEndpoint.Map(views);
        ListViewsEndpoint.Map(views);
        GetViewEndpoint.Map(views);
        EditViewEndpoint.Map(views);
        DeleteViewEndpoint.Map(views);
    }
}

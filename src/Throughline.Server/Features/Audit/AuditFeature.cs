namespace Throughline.Server.Features.Audit;

/// <summary>Audit: who did what, by what, to what, read from the journal.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditPage>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AuditJson.Default));
    }

    public static void MapAudit(this IEndpointRouteBuilder endpoints)
    {
        ListAuditEndpoint.Map(endpoints.MapGroup("/api/audit").WithTags("Audit"));
        DownloadAuditEndpoint.Map(endpoints);
    }
}

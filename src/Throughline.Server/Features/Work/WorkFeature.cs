namespace Throughline.Server.Features.Work;

/// <summary>Work: tasks given out under leases, to people and to pools of automated workers.</summary>
public static class WorkFeature
{
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(WorkSettings.Section).Get<WorkSettings>() ?? new WorkSettings());
        services.AddSingleton<WaitingClaims>();
        services.AddHostedService<LeaseSweep>();
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, WorkJson.Default));
    }

    public static void MapWork(this IEndpointRouteBuilder endpoints)
    {
        var work = endpoints.MapGroup("/api/work").WithTags("Work");
        GetWorkEndpoint.Map(work);
        GetWorkTodayEndpoint.Map(work);
        ClaimTasksEndpoint.Map(work);
        SendHeartbeatEndpoint.Map(work);
        CompleteTasksEndpoint.Map(work);
        ReleaseTasksEndpoint.Map(work);
        SetAsideTasksEndpoint.Map(work);
        RequeueTasksEndpoint.Map(work);
    }
}

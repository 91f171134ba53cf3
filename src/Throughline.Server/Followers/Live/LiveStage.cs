using Throughline.Server.Followers.Live.Connections;
using Throughline.Server.Followers.Live.Feed;

namespace Throughline.Server.Followers.Live;

/// <summary>Puts the live streams together.</summary>
public static class LiveStage
{
    public static IServiceCollection AddLive(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(LiveSettings.Section).Get<LiveSettings>() ?? new LiveSettings());
        services.AddSingleton<FactPages>();
        services.AddSingleton<FactFeed>();
        services.AddHostedService<FeedLoop>();
        services.AddSingleton<OldFacts>();
        services.AddSingleton<Placement>();
        services.AddSingleton<LiveServices>();
        services.AddSingleton<LiveConnections>();
        services.AddHostedService<HeartbeatLoop>();
        services.AddSingleton<Streams>();
        services.AddTransient<IStartupFilter, SocketsFilter>();
        return services;
    }

    public static void MapLive(this IEndpointRouteBuilder endpoints)
    {
        LiveEndpoint.Map(endpoints);
        LiveSocketEndpoint.Map(endpoints);
        LiveStatisticsEndpoint.Map(endpoints);
    }

    /// <summary>The protocol upgrade stands before routing, so it belongs to the pipeline and not to an endpoint.</summary>
    sealed class SocketsFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseWebSockets();
            next(app);
        };
    }
}

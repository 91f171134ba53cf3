using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics;

/// <summary>Puts the statistics' parts together.</summary>
public static class StatisticsStage
{
    public static IServiceCollection AddStatistics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFollower<StatisticsFollower>();
        services.AddSingleton<StatisticsQuery>();
        services.AddSingleton<LiveStatistics>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(StatisticsJson.Default));
        return services;
    }

    public static void MapStatistics(this IEndpointRouteBuilder routes) => GetStatistics.Map(routes);
}

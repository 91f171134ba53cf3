using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics;

/// <summary>Puts the statistics' parts together.</summary>
public static class StatisticsStage
{
    public static IServiceCollection AddStatistics(this IServiceCollection services)
    {
        services.AddFollower<StatisticsFollower>();
        services.AddSingleton<StatisticsQuery>();
        services.AddSingleton<FactsBehind>();
        services.AddSingleton<LiveStatistics>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, StatisticsJson.Default));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, FactsJson.Default));
        return services;
    }

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        GetStatistics.Map(routes);
        GetStatisticsFacts.Map(routes);
    }
}

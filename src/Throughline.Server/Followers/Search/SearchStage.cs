using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Search;

/// <summary>Lets the search index follow the journal.</summary>
public static class SearchStage
{
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddFollower<SearchFollower>();
        return services;
    }
}

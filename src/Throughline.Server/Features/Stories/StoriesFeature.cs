using Throughline.Server.Features.Stories.Board;
using Throughline.Server.Features.Stories.Filtering;
using Throughline.Server.Features.Stories.History;

namespace Throughline.Server.Features.Stories;

/// <summary>Stories: what a team wants done.</summary>
public static class StoriesFeature
{
    public static IServiceCollection AddStories(this IServiceCollection services) => services
        .AddSingleton<HistoryPage>()
        .AddSingleton<SearchReach>()
        .AddSingleton<AskedFilter>()
        .ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, StoriesJson.Default));

    public static void MapStories(this IEndpointRouteBuilder endpoints)
    {
        var stories = endpoints.MapGroup("/api/stories").WithTags("Stories");
        CreateStoryEndpoint.Map(stories);
        CreateStoriesEndpoint.Map(stories);
        ImportStoriesEndpoint.Map(stories);
        ListStoriesEndpoint.Map(stories);
        GroupStoriesEndpoint.Map(stories);
        CountFiltersEndpoint.Map(stories);
        BulkStoriesEndpoint.Map(stories);
        UndoStoriesEndpoint.Map(stories);
        ExplainFilterEndpoint.Map(stories);
        CompleteFilterEndpoint.Map(stories);
        GetStoryEndpoint.Map(stories);
        GetHistoryEndpoint.Map(stories);
        EditStoryEndpoint.Map(stories);
        MoveStoryEndpoint.Map(stories);
        DeleteStoryEndpoint.Map(stories);
        GetBoardEndpoint.Map(endpoints.MapGroup("/api/projects/{id}/board").WithTags("Stories"));
    }
}

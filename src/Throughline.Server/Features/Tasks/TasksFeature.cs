namespace Throughline.Server.Features.Tasks;

/// <summary>Tasks: the pieces of a story's work.</summary>
public static class TasksFeature
{
    public static IServiceCollection AddTasks(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, TasksJson.Default));

    public static void MapTasks(this IEndpointRouteBuilder endpoints)
    {
        AddTaskEndpoint.Map(endpoints.MapGroup("/api/stories/{storyId}/tasks").WithTags("Tasks"));
        var tasks = endpoints.MapGroup("/api/tasks").WithTags("Tasks");
        ListTasksEndpoint.Map(tasks);
        GetTaskEndpoint.Map(tasks);
        EditTaskEndpoint.Map(tasks);
        DeleteTaskEndpoint.Map(tasks);
    }
}

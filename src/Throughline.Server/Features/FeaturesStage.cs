using Throughline.Server.Features.Audit;
using Throughline.Server.Features.Items;
using Throughline.Server.Features.Labels;
using Throughline.Server.Features.Markdown;
using Throughline.Server.Features.Members;
using Throughline.Server.Features.Projects;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Stories;
using Throughline.Server.Features.Tasks;
using Throughline.Server.Features.Tokens;
using Throughline.Server.Features.Users;
using Throughline.Server.Features.Views;
using Throughline.Server.Features.Work;

namespace Throughline.Server.Features;

/// <summary>The nouns. Each has a folder, and knows nothing of the others' insides.</summary>
public static class FeaturesStage
{
    public static IServiceCollection AddFeatures(this IServiceCollection services, IConfiguration configuration) => services
        .AddUsers(configuration)
        .AddTokens()
        .AddAudit()
        .AddProjects()
        .AddMembers()
        .AddLabels()
        .AddStories()
        .AddViews()
        .AddTasks()
        .AddItems()
        .AddMarkdown()
        .AddWork(configuration)
        .AddSimulation();

    public static void MapFeatures(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapUsers();
        endpoints.MapTokens();
        endpoints.MapAudit();
        endpoints.MapProjects();
        endpoints.MapMembers();
        endpoints.MapLabels();
        endpoints.MapStories();
        endpoints.MapViews();
        endpoints.MapTasks();
        endpoints.MapItems();
        endpoints.MapMarkdown();
        endpoints.MapWork();
        endpoints.MapSimulation();
    }
}

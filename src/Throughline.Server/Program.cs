using Throughline.Server.Cli;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Edge;
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
using Throughline.Server.Features.Users.External;
using Throughline.Server.Features.Work;
using Throughline.Server.Followers.Live;
using Throughline.Server.Followers.Search;
using Throughline.Server.Followers.Statistics;
using Throughline.Server.Journal;
using Throughline.Server.Mail;
using Throughline.Server.Postgres;

namespace Throughline.Server;

/// <summary>The one program. It lists the stages in the order in which data walks through them.</summary>
public static class Program
{
    /// <summary>The settings record of every stage: what `config` shows and what may be set.</summary>
    public static IReadOnlyList<Type> Settings { get; } =
    [
        typeof(ServerSettings), typeof(Edge.Contracts.AuditSettings), typeof(EdgeSettings), typeof(JournalSettings), typeof(LiveSettings), typeof(MailSettings),
        typeof(OwnerSettings), typeof(PostgresSettings), typeof(KeysSettings), typeof(ProviderSettings), typeof(WorkSettings),
    ];

    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Build, Settings);

    /// <summary>One node on a running PostgreSQL: every stage adds what it needs, then maps the routes it answers.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, PostgresEngine engine, Domain.UserId? visitor = null)
    {
        builder.Services.AddEdge(builder.Configuration, visitor);
        builder.Services.AddUsers(builder.Configuration).AddTokens().AddAudit().AddProjects().AddMembers().AddStories().AddTasks().AddLabels().AddItems().AddMarkdown().AddWork(builder.Configuration).AddSimulation();
        builder.Services.AddJournal(builder.Configuration).AddMail(builder.Configuration).AddPostgres(engine, builder.Configuration);
        builder.Services.AddStatistics().AddSearch().AddLive(builder.Configuration);

        var app = builder.Build();
        app.UseEdge();
        app.MapUsers(); app.MapTokens();
        app.MapAudit();
        app.MapProjects(); app.MapMembers();
        app.MapStories();
        app.MapTasks();
        app.MapLabels(); app.MapMarkdown();
        app.MapItems(); app.MapWork();
        app.MapSimulation();
        app.MapStatistics(); app.MapLive();
        app.MapEdge();
        return app;
    }
}

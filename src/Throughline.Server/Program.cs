using Throughline.Server.Cli;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Edge;
using Throughline.Server.Features;
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
        builder.Services.AddFeatures(builder.Configuration);
        builder.Services.AddJournal(builder.Configuration).AddMail(builder.Configuration).AddPostgres(engine, builder.Configuration);
        builder.Services.AddStatistics().AddSearch().AddLive(builder.Configuration);

        var app = builder.Build();
        app.UseEdge();
        app.MapFeatures();
        app.MapStatistics();
        app.MapLive();
        app.MapEdge();
        return app;
    }
}

using Throughline.Server.Cli;
using Throughline.Server.Cli.Serve;
using Throughline.Server.Postgres;

namespace Throughline.Server;

/// <summary>The one program. It lists the stages in the order in which data walks through them.</summary>
public static class Program
{
    /// <summary>The settings record of every stage: what `config` shows and what may be set.</summary>
    static readonly Type[] Settings =
    [
        typeof(ServerSettings),
        typeof(PostgresSettings),
    ];

    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Build, Settings);

    /// <summary>One node: every stage adds what it needs, then maps the routes it answers.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        // builder.AddEdge();
        // builder.AddPostgres();
        // builder.AddJournal();
        // builder.AddProjects(); builder.AddStories(); builder.AddTasks();
        // builder.AddStatistics(); builder.AddLive();

        var app = builder.Build();

        // app.MapEdge();
        // app.MapProjects(); app.MapStories(); app.MapTasks();
        // app.MapStatistics(); app.MapLive();
        return app;
    }
}

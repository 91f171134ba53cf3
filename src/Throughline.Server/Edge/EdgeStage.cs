using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Throughline.Domain;
using Throughline.Domain.Json;
using Throughline.Server.Edge.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Edge.OpenApi;
using Throughline.Server.Edge.Web;
using Throughline.Server.Journal.Access;
using Throughline.Server.Postgres;

namespace Throughline.Server.Edge;

/// <summary>Puts the edge together: limits, problem details, JSON, health, the API's document, and the web app.</summary>
public static class EdgeStage
{
    /// <param name="visitor">In a demo: whom visitors from this machine are taken for.</param>
    public static IServiceCollection AddEdge(this IServiceCollection services, IConfiguration configuration, UserId? visitor = null)
    {
        var settings = configuration.GetSection(EdgeSettings.Section).Get<EdgeSettings>() ?? new EdgeSettings();
        services.AddSingleton(new PublicAddress(string.IsNullOrEmpty(settings.PublicUrl) ? null : PublicAddress.Parse(settings.PublicUrl)
            ?? throw new StartupException($"Edge:PublicUrl is {settings.PublicUrl}, which is no address of a server: write https://HOST, without a path.")));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = settings.BodyBytes);
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new InstantConverter());
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, HealthJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, VersionJson.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = WireJson.Writing.Encoder;
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
        });
        services.AddExceptionHandler<Failures>();
        services.AddSingleton(s => new Authentication(s.GetRequiredService<AccessDirectory>(), visitor is { } owner ? new DemoVisitor(owner) : null));
        services.AddHostedService<EveryEndpoint>();
        services.AddSingleton(configuration.GetSection(AuditSettings.Section).Get<AuditSettings>() ?? new AuditSettings());
        services.AddSingleton<Uses>();
        services.AddHostedService<UsesLoop>();
        services.AddSingleton(settings);
        services.AddSingleton<Quotas>();
        services.AddSingleton(_ => new FairShare(settings.ClientAtOnce, settings.ClientInLine));
        services.AddSingleton<Commits>();
        services.AddSingleton<SignInRenewal>();
        services.AddSingleton<ListAnswer>();
        services.AddSingleton<AskedProject>();
        services.AddSingleton<Assignees>();
        services.AddSingleton(_ => WebFiles.BesideTheProgram());
        services.AddApiDocument();
        return services;
    }

    /// <summary>What every request passes, before the routes.</summary>
    public static void UseEdge(this WebApplication app)
    {
        if (KnownProxies.Read(app.Services.GetRequiredService<EdgeSettings>().KnownProxies) is { } proxies)
            app.UseForwardedHeaders(proxies);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<AnswerHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Failures.InWords(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.UseDocsPage();
        app.UseWebApp(app.Services.GetRequiredService<WebFiles>());
        app.UseRouting();
        app.UseMiddleware<Authorisation>();
    }

    public static void MapEdge(this IEndpointRouteBuilder endpoints)
    {
        // Built without the web app: whoever opens the address is shown what there is.
        endpoints.MapGet("/", () => TypedResults.Redirect("/docs")).ExcludeFromDescription().OpenToAll("it only leads to the documentation");
        Health.Map(endpoints);
        VersionEndpoint.Map(endpoints);
        endpoints.MapApiDocument();
    }
}

using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.Web;

/// <summary>What runs here, so that an open page that is older than the server can say so and load itself anew.</summary>
static class VersionEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var answer = new VersionAnswer(Version(), endpoints.ServiceProvider.GetRequiredService<WebFiles>().Build);
        endpoints.MapGet("/api/version", Ok<VersionAnswer> (HttpResponse response) =>
            {
                response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(answer);
            })
            .OpenToAll("a page that is older than the server must learn it before anybody signs in")
            .WithTags("Health")
            .WithName("getVersion")
            .WithSummary("The program's version, and the build of the page that it serves.")
            .WithDescription("A page carries its build in a meta element: when the server tells another one, the page is older than the server.");
    }

    // Without the commit that the compiler puts behind a plus.
    static string Version() =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

/// <summary>What runs here.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Build">The build of the page, another one whenever anything that it loads is another; null: the program was built without the page.</param>
public sealed record VersionAnswer(string Version, string? Build);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionAnswer))]
sealed partial class VersionJson : JsonSerializerContext;

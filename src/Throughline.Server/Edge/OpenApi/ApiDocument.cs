namespace Throughline.Server.Edge.OpenApi;

/// <summary>The API's own description: /openapi/v1.json, and a page for people at /docs.</summary>
static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1");

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi();
}

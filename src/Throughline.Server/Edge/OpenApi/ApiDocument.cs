using Microsoft.AspNetCore.OpenApi;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>
/// The API's own description: /openapi/v1.json, and a page for people at /docs. Summaries, descriptions and limits stand in the
/// code that they are about; what is the same for every operation (headers, problems, paging) is added here, an idea per file.
/// </summary>
static class ApiDocument
{
    public const string Path = "/openapi/v1.json";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer<ValueTypes>();
        options.AddSchemaTransformer<ProblemSchema>();
        options.AddSchemaTransformer<RequestMembers>();
        options.AddOperationTransformer<Parameters>();
        options.AddOperationTransformer<Headers>();
        options.AddOperationTransformer<ProblemResponses>();
        options.AddOperationTransformer<Security>();
        options.AddOperationTransformer<Examples>();
        options.AddDocumentTransformer<RequestMembers>();
        options.AddDocumentTransformer<Info>();
        options.AddDocumentTransformer<Security>();
    });

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi().OpenToAll("it is the same for everybody, and published");
}

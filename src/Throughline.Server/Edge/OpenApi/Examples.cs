using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>
/// An example of each operation: Examples/OPERATION.json holds its request, its response (or several, by status), or both. A test sends the requests, and
/// holds the responses against the schemas. Streams of lines stand there as one text.
/// </summary>
sealed class Examples : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is null || Read(operation.OperationId) is not { } example)
            return Task.CompletedTask;
        if (example["request"] is { } request)
            foreach (var content in operation.RequestBody!.Content!.Values)
                content.Example = request.DeepClone();
        foreach (var (status, response) in operation.Responses!)
            if (status[0] == '2' && (example[$"response {status}"] ?? example["response"]) is { } answer)
                foreach (var content in response.Content!.Values)
                    content.Example = answer.DeepClone();
        return Task.CompletedTask;
    }

    static JsonNode? Read(string operation)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"openapi/{operation}.json");
        return file is null ? null : JsonNode.Parse(file);
    }
}

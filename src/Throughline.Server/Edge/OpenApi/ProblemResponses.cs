using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>Every way in which an operation may refuse, with the stable types and an example of each.</summary>
sealed class ProblemResponses : IOpenApiOperationTransformer
{
    const string ContentType = "application/problem+json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.RelativePath!.StartsWith("api/", StringComparison.Ordinal))
            return;
        var own = context.Description.ActionDescriptor.EndpointMetadata.OfType<Refuses>().SelectMany(r => r.Codes.Select(c => (r.Status, c)));
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellationToken);
        context.Document!.AddComponent(nameof(ProblemDetails), problem);
        foreach (var refusals in FromShape(OperationShape.Of(context.Description)).Concat(own).Distinct().GroupBy(r => r.Item1).OrderBy(g => g.Key))
            operation.Responses![refusals.Key.ToString(CultureInfo.InvariantCulture)] = Response(refusals.Key, [.. refusals.Select(r => r.Item2)], context.Document);
    }

    static IEnumerable<(int Status, string Code)> FromShape(OperationShape shape)
    {
        if (shape.Body || shape.Query || shape.Version)
            yield return (400, "invalid-input");
        if (shape.Body)
        {
            yield return (400, "malformed-json");
            yield return (408, "request-timeout");
            yield return (413, "body-too-large");
            yield return (415, "wrong-content-type");
            if (shape.Keyed)
                yield return (422, "idempotency-key-reused");
        }
        if (shape.Access?.Permission is { } permission)
        {
            yield return (401, "sign-in-required");
            yield return (403, "scope-missing");
            if (AccessTable.IsForAdministrators(permission) || AccessTable.LeastRole(permission) > Role.Viewer)
                yield return (403, "forbidden");
            if (shape.Writes)
                yield return (403, "foreign-origin");
        }
        if (shape.Id)
            yield return (404, "not-found");
        if (shape is { Commit: true, Access.Permission: Permission.Write or Permission.Work or Permission.HandOver or Permission.HandOverForOthers })
            yield return (409, "project-archived");
        if (shape.Version)
        {
            yield return (412, "stale-version");
            yield return (428, "version-required");
        }
        if (shape.Line)
            yield return (429, "too-many-requests");
        yield return (503, "storage-unavailable");
        if (!shape.Commit)
            yield break;
        yield return (503, "overloaded");
        yield return (503, "storage-lost");
    }

    static OpenApiResponse Response(int status, string[] codes, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join('\n', codes.Select(c => $"- `{c}`: {ProblemCodes.MeaningOf(c)}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ContentType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document),
                    Examples = codes.ToDictionary(c => c, c => (IOpenApiExample)new OpenApiExample { Value = Example(status, c) }, StringComparer.Ordinal),
                },
            },
        };
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds to wait before the next try.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                    Example = (JsonNode)1,
                },
            };
        return response;
    }

    static JsonObject Example(int status, string code)
    {
        var example = new JsonObject
        {
            ["type"] = Problems.TypePrefix + code,
            ["title"] = Problems.Title(status),
            ["status"] = status,
            ["detail"] = code == "invalid-input" ? "The input breaks a rule." : ProblemCodes.MeaningOf(code),
        };
        if (code == "invalid-input")
            example["errors"] = new JsonObject { ["title"] = new JsonArray("It is required and can't be blank.") };
        example["requestId"] = "0HN7DKKBH0PE:00000003";
        return example;
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Work;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>Problem details as this server writes them.</summary>
sealed class ProblemSchema : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails))
            return;
        schema.Description = "Why a request was not done (RFC 9457). Nothing was changed, unless the type says otherwise.";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "requestId" };
        schema.AdditionalPropertiesAllowed = true;
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("What kind of problem it is; stable, so programs may branch on it.", "uri"),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What happened and what to try, for people."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "For bad input: what is wrong, by field, parameter or header. A field of a list's item is written tasks[2].title.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["filterErrors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "For a filter that can't be read: each part of it, with what would be right.",
                Items = await context.GetOrCreateSchemaAsync(typeof(FilterProblem), cancellationToken: cancellationToken),
            },
            ["serverTime"] = Text("Where tasks were claimed, completed, released or requeued: the server's clock.", "date-time"),
            ["current"] = new OpenApiSchema
            {
                Description = "For such a request, of which nothing was taken: how its first task stands, as in its result.",
                OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, await context.GetOrCreateSchemaAsync(typeof(CurrentTask), cancellationToken: cancellationToken)],
            },
            ["results"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "For such a request: what became of each task, as in the answer when some of them were taken.",
                Items = await context.GetOrCreateSchemaAsync(typeof(WorkResult), cancellationToken: cancellationToken),
            },
            ["requestId"] = Text("The request's name in the server's log."),
        };
    }

    static OpenApiSchema Text(string description, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = format };
}

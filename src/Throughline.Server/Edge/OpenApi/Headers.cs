using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>The headers that requests may or must have, and those that answers bring.</summary>
sealed class Headers : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var shape = OperationShape.Of(context.Description);
        operation.Parameters ??= [];
        if (shape.Version)
            operation.Parameters.Add(Header("If-Match", "The ETag that was read, so that nobody overwrites what they have not seen; * takes whichever is current.", "\"3\"", required: true));
        if (shape.Keyed || shape.Lines)
            // Without an example: pages that fill it in would send every try under the same key.
            operation.Parameters.Add(Header(RequestKey.Header, "1 to 200 visible ASCII characters that name this request, such as a new UUID. Repeated with the same body within 24 hours it gets the same answer and changes nothing more.",
                example: null, longest: RequestKey.Longest));
        if (shape.List)
        {
            operation.Parameters.Add(Header("If-None-Match", "The list's ETag as it was read: while nothing changed in the project the answer is 304, without a body.", "\"3fb1c2d4e5f6-1041\""));
            operation.Responses!["304"] = new OpenApiResponse { Description = "Nothing changed since the ETag that was sent.", Headers = AnswerHeaders(304, shape) };
        }
        foreach (var (status, response) in operation.Responses!)
            if (response is OpenApiResponse own && int.Parse(status, CultureInfo.InvariantCulture) is var code and < 300)
                own.Headers = AnswerHeaders(code, shape);
        return Task.CompletedTask;
    }

    static Dictionary<string, IOpenApiHeader> AnswerHeaders(int status, OperationShape shape)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        if (shape.List || shape.Versioned)
            headers["ETag"] = Text(shape.List ? "Stays while nothing changes in the project; for If-None-Match." : "Its version; for If-Match.", "\"3\"");
        if (status == StatusCodes.Status201Created)
            headers["Location"] = Text("Path of what was made.", "/api/stories/01890a5d-ac96-774b-bcce-b302099a8057");
        if (shape.Commit || shape.List)
            headers[AnswerResult.PositionHeader] = new OpenApiHeader
            {
                Description = shape.Commit ? "Journal position that the change has; live events up to it tell of it." : "Journal position that the list is at least as new as.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                Example = (JsonNode)1041,
            };
        return headers;
    }

    static OpenApiHeader Text(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = (JsonNode)example,
    };

    static OpenApiParameter Header(string name, string description, string? example, bool required = false, int? longest = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
        Example = (JsonNode?)example,
    };
}

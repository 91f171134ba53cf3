using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Throughline.Domain;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>Which types stand in the document under a name of their own.</summary>
static class SchemaNames
{
    public static string? Of(JsonTypeInfo type) => type.Type switch
    {
        // An optional member has its value's schema: that it may be left out, the member says.
        { IsGenericType: true } optional when optional.GetGenericTypeDefinition() == typeof(Optional<>) => null,
        var value when ValueTypes.Knows(value) => null,
        _ => OpenApiOptions.CreateDefaultSchemaReferenceId(type),
    };
}

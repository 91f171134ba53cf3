using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Domain;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>
/// Members of requests. An optional one has its value's schema and is not required; null is taken only where it means something
/// (nobody's), although every text can be null in the code, so that null can be told as an error.
/// </summary>
sealed class RequestMembers : IOpenApiSchemaTransformer, IOpenApiDocumentTransformer
{
    const string Request = "Request";
    const string ItemName = "throughline-item";
    const string ValueName = "throughline-value";

    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo?.DeclaringType.Name.EndsWith(Request, StringComparison.Ordinal) != true)
            return;
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(string))
            schema.Type = JsonSchemaType.String;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Optional<>))
            return;
        var value = type.GetGenericArguments()[0];
        if (value == typeof(string))
            schema.Type = JsonSchemaType.String;
        else if (value == typeof(int))
            (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int32");
        else if (value == typeof(bool))
            schema.Type = JsonSchemaType.Boolean;
        else if (value == typeof(long?))
            (schema.Type, schema.Format) = (JsonSchemaType.Integer | JsonSchemaType.Null, "int64");
        else if (ValueTypes.Knows(value))
            ValueTypes.Write(schema, value);
        else if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = value.GetGenericArguments()[0];
            context.Document!.AddComponent(item.Name, await context.GetOrCreateSchemaAsync(item, cancellationToken: cancellationToken));
            (schema.Type, schema.Metadata) = (JsonSchemaType.Array, new Dictionary<string, object>(StringComparer.Ordinal) { [ItemName] = item.Name });
        }
        else if (value.Name.EndsWith(Request, StringComparison.Ordinal))
        {
            context.Document!.AddComponent(value.Name, await context.GetOrCreateSchemaAsync(value, cancellationToken: cancellationToken));
            schema.Metadata = new Dictionary<string, object>(StringComparer.Ordinal) { [ValueName] = value.Name };
        }
        else
            throw new InvalidOperationException($"No rule describes an optional {value.Name}.");
    }

    // A program must be able to read answers that have learnt something new; what is sent is taken as it is described, no more.
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            ((OpenApiSchema)schema).AdditionalPropertiesAllowed = !name.EndsWith(Request, StringComparison.Ordinal);
            // Only now: a reference that is set earlier is replaced by what it refers to.
            foreach (var member in schema.Properties?.Values.OfType<OpenApiSchema>() ?? [])
                if (member.Metadata is { } notes && notes.TryGetValue(ItemName, out var item))
                    member.Items = new OpenApiSchemaReference((string)item, document);
                else if (member.Metadata is { } said && said.TryGetValue(ValueName, out var value))
                    member.OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchemaReference((string)value, document)];
        }
        return Task.CompletedTask;
    }
}

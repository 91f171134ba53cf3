using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Items;
using Throughline.Domain.Labels;
using Throughline.Domain.Views;
using Throughline.Domain.Work;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>The Domain's value types, which have converters of their own that the generator can't look into.</summary>
sealed class ValueTypes : IOpenApiSchemaTransformer
{
    public const string SomeId = "01890a5d-ac96-774b-bcce-b302099a8057";

    static readonly Dictionary<Type, Action<OpenApiSchema>> Known = new()
    {
        [typeof(ProjectId)] = Id,
        [typeof(StoryId)] = Id,
        [typeof(TaskId)] = Id,
        [typeof(WorkerSessionId)] = Id,
        [typeof(BaseItemId)] = Id,
        [typeof(ItemId)] = Id,
        [typeof(TransferId)] = Id,
        [typeof(ViewId)] = Id,
        [typeof(ViewPage)] = s => Words(s, Enum.GetNames<ViewPage>()),
        [typeof(TransferStatus)] = s => Words(s, Enum.GetNames<TransferStatus>()),
        [typeof(TokenId)] = Id,
        [typeof(PasskeyId)] = Id,
        [typeof(SignInId)] = Id,
        [typeof(InvitationId)] = Id,
        [typeof(Role)] = s => Words(s, Enum.GetNames<Role>()),
        [typeof(LabelColor)] = s => Words(s, Enum.GetNames<LabelColor>()),
        [typeof(Scopes)] = SetOfScopes,
        [typeof(UserId)] = s => (s.Type, s.Examples) = (JsonSchemaType.String, [SomeId]),
        [typeof(Status)] = s => Words(s, Domain.Words.Statuses),
        [typeof(Priority)] = s => Words(s, Domain.Words.Priorities),
        [typeof(LeaseState)] = s => Words(s, Enum.GetNames<LeaseState>()),
        [typeof(LabelSet)] = Labels,
        [typeof(Seconds)] = s => (s.Type, s.Format, s.Minimum, s.Maximum) = (JsonSchemaType.Integer, "int64", "0", $"{Seconds.Longest}"),
        [typeof(Position)] = s => (s.Type, s.Format, s.Minimum) = (JsonSchemaType.Integer, "int64", "0"),
        // Whatever a fact says.
        [typeof(JsonElement)] = s => s.Type = JsonSchemaType.Null | JsonSchemaType.Boolean | JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Array | JsonSchemaType.Object,
        [typeof(Instant)] = s => (s.Type, s.Format, s.Examples) = (JsonSchemaType.String, "date-time", ["2026-01-31T12:00:00.123456Z"]),
    };

    public static bool Knows(Type type) => Known.ContainsKey(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>Makes the schema that of a value type; null may be allowed too.</summary>
    public static void Write(OpenApiSchema schema, Type type)
    {
        Known[Nullable.GetUnderlyingType(type) ?? type](schema);
        if (Nullable.GetUnderlyingType(type) is null)
            return;
        schema.Type |= JsonSchemaType.Null;
        // What may be null is one of the words it may be.
        if (schema.Enum is { Count: > 0 } words)
            schema.Enum = [.. words, JsonNullSentinel.JsonNull];
    }

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (Knows(type))
            Write(schema, type);
        else if (type == typeof(IReadOnlyList<TaskId>))
            Write((OpenApiSchema)(schema.Items = new OpenApiSchema()), typeof(TaskId));
        else if (type == typeof(IReadOnlyList<ItemId>))
            Write((OpenApiSchema)(schema.Items = new OpenApiSchema()), typeof(ItemId));
        else if (type == typeof(IReadOnlyList<TransferId>))
            Write((OpenApiSchema)(schema.Items = new OpenApiSchema()), typeof(TransferId));
        else if (type == typeof(IReadOnlyList<UserId>))
            Write((OpenApiSchema)(schema.Items = new OpenApiSchema()), typeof(UserId));
        else if (type.IsEnum)
            // The generator lists the words without saying that they are texts.
            schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }

    static void Id(OpenApiSchema schema) =>
        (schema.Type, schema.Format, schema.Examples) = (JsonSchemaType.String, "uuid", [SomeId]);

    static void Words(OpenApiSchema schema, IEnumerable<string> words) =>
        (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. words.Select(w => (JsonNode)w)]);

    static void SetOfScopes(OpenApiSchema schema)
    {
        (schema.Type, schema.MinItems, schema.UniqueItems) = (JsonSchemaType.Array, 1, true);
        schema.Items = new OpenApiSchema();
        Words((OpenApiSchema)schema.Items, ScopeWords.All);
    }

    static void Labels(OpenApiSchema schema)
    {
        (schema.Type, schema.MaxItems, schema.UniqueItems) = (JsonSchemaType.Array, InputRules.LabelCount, true);
        schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = InputRules.LabelLength };
    }
}

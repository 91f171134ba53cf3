using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>Parameters in paths and queries that mean the same wherever they stand.</summary>
sealed class Parameters : IOpenApiOperationTransformer
{
    static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["types"] = "story.*,task.completed",
        ["thing"] = "TL-12",
        ["field"] = "label",
        ["zone"] = "Europe/Stockholm",
        ["series"] = "stories.created,stories.open",
        ["resolution"] = "minute",
        ["from"] = "2026-01-31T12:00:00Z",
        ["at"] = "2026-01-31T12:00:00Z",
        ["to"] = "2026-01-31T13:00:00Z",
    };

    /// <summary>What those mean that their operation does not describe itself.</summary>
    static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["projectId"] = "The project; may be left out while there is exactly one.",
        ["storyId"] = "Only what belongs to this story.",
        ["filter"] = $"What people type: status:open label:api assignee:me updated:<7d \"exact words\" -label:wontfix. At most {Filter.Longest} characters.",
        ["zone"] = "The time zone whose days are meant by dates, such as Europe/Stockholm; UTC when left out.",
        ["field"] = "Which field's values: label, assignee, status or priority.",
        ["status"] = "Only those that stand here.",
        ["baseItemId"] = "Only those of this kind.",
        ["itemId"] = "Only those of this item.",
        ["owner"] = "Only those that this user holds now, by id; none: those that nobody holds.",
        ["awaiting"] = "Only those that wait for somebody's acceptance (true), or the others (false).",
        ["receiver"] = "Only those that this user received, or is to receive.",
        ["giver"] = "Only those of what this user held.",
        ["state"] = "Only those of which this became.",
        ["at"] = "The moment, RFC 3339, between the years 1900 and 2200; now when left out.",
        ["setAside"] = "Only those that failed too often and wait to be requeued (true), or the others (false).",
        ["text"] = "Only those that hold this text somewhere, in any case. At most 200 characters; no wildcards.",
        ["externalKey"] = "Only the one that is called exactly so where it came from.",
        ["assignee"] = "Only those that are this user's, by id; none: nobody's.",
        ["label"] = "Only those that have this label; empty: those that have none.",
        ["group"] = "What to count them by: status, assignee or label.",
        ["backward"] = "The page before the cursor instead of the one after it; without a cursor the last page.",
        ["offset"] = "Rows to skip first, to jump into a long list.",
        ["after"] = "Only what the journal tells after this position: what is new since a page was read.",
        ["archived"] = "Archived ones too.",
        ["confirm"] = "The project's key, typed by whoever wants it gone.",
        ["dryRun"] = "Decide everything and change nothing.",
        ["cursor"] = "nextCursor of the page before, in the same order and with the same filters. Left out: the first page.",
        ["columns"] = "What the columns are by: status, assignee or priority; status when left out.",
        ["column"] = "Only the column with this key, as the board names it.",
        ["cards"] = "Cards of each column at most: 1 to 4,000; 200 when left out.",
        ["limit"] = $"Rows of the page: 1 to {Paging.MostRows}; {Paging.UsualRows} when left out.",
    };

    static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["projectId"] = typeof(ProjectId),
        ["storyId"] = typeof(StoryId),
        ["status"] = typeof(Status),
        ["baseItemId"] = typeof(BaseItemId),
        ["itemId"] = typeof(ItemId),
        ["receiver"] = typeof(UserId),
        ["giver"] = typeof(UserId),
        ["state"] = typeof(Domain.Items.TransferStatus),
    };

    static readonly string[] BoardColumnKinds = ["status", "assignee", "priority"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.In == ParameterLocation.Query)
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            // What may be repeated may be left out too.
            if (parameter.Schema is { Type: JsonSchemaType.Array })
                parameter.Required = false;
            if (Examples.TryGetValue(parameter.Name!, out var example))
                parameter.Example = (JsonNode)example;
            if (parameter is { In: ParameterLocation.Path, Schema: OpenApiSchema id })
                WriteId(parameter, id, context.Description.RelativePath!);
            else if (parameter is { Schema: OpenApiSchema schema, Description: null or "" })
                Write(parameter, schema, context);
        }
        return Task.CompletedTask;
    }

    static void WriteId(OpenApiParameter parameter, OpenApiSchema schema, string path)
    {
        var noun = parameter.Name switch
        {
            "projectId" => "project",
            "userId" => "user",
            "tokenId" => "token",
            "passkeyId" => "passkey",
            "signInId" => "sign-in",
            _ when path.StartsWith("api/base-items", StringComparison.Ordinal) => "base item",
            _ when path.StartsWith("api/items", StringComparison.Ordinal) => "item",
            _ when path.StartsWith("api/transfers", StringComparison.Ordinal) => "transfer",
            _ when path.StartsWith("api/projects", StringComparison.Ordinal) => "project",
            _ when path.StartsWith("api/stories", StringComparison.Ordinal) => "story",
            _ when path.StartsWith("api/users", StringComparison.Ordinal) => "user",
            _ when path.StartsWith("api/views", StringComparison.Ordinal) => "view",
            _ => "task",
        };
        parameter.Description ??= $"Id of the {noun}.";
        ValueTypes.Write(schema, typeof(StoryId));
        parameter.Example = (JsonNode)ValueTypes.SomeId;
    }

    static void Write(OpenApiParameter parameter, OpenApiSchema schema, OpenApiOperationTransformerContext context)
    {
        if (Descriptions.TryGetValue(parameter.Name!, out var description))
            parameter.Description = description;
        if (Types.TryGetValue(parameter.Name!, out var type))
            ValueTypes.Write(schema, type);
        switch (parameter.Name)
        {
            case "text":
                schema.MaxLength = Queries.TextLength;
                break;
            case "externalKey":
                (schema.MinLength, schema.MaxLength) = (1, InputRules.ExternalKeyLength);
                break;
            case "label":
                schema.MaxLength = InputRules.LabelLength;
                break;
            case "after":
                schema.Minimum = "0";
                break;
            case "sort" when context.Description.ActionDescriptor.EndpointMetadata.OfType<Sorts>().FirstOrDefault() is { } sorts:
                parameter.Description = $"The order; - in front is descending. {sorts.Usual} when left out.";
                (schema.Enum, schema.Default) = ([.. sorts.Names.Select(n => (JsonNode)n)], sorts.Usual);
                break;
            case "columns":
                schema.Enum = [.. BoardColumnKinds.Select(n => (JsonNode)n)];
                break;
            case "cards":
                (schema.Minimum, schema.Maximum) = ("1", "4000");
                break;
            case "limit":
                (schema.Minimum, schema.Maximum) = ("1", Paging.MostRows.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }
}

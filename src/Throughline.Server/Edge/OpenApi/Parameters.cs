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
            _ => path.StartsWith("api/projects", StringComparison.Ordinal) ? "project"
                : path.StartsWith("api/stories", StringComparison.Ordinal) ? "story"
                : path.StartsWith("api/users", StringComparison.Ordinal) ? "user" : "task",
        };
        parameter.Description ??= $"Id of the {noun}.";
        ValueTypes.Write(schema, typeof(StoryId));
        parameter.Example = (JsonNode)ValueTypes.SomeId;
    }

    static void Write(OpenApiParameter parameter, OpenApiSchema schema, OpenApiOperationTransformerContext context)
    {
        switch (parameter.Name)
        {
            case "projectId":
                parameter.Description = "The project; may be left out while there is exactly one.";
                ValueTypes.Write(schema, typeof(ProjectId));
                break;
            case "storyId":
                parameter.Description = "Only what belongs to this story.";
                ValueTypes.Write(schema, typeof(StoryId));
                break;
            case "filter":
                parameter.Description = $"What people type: status:open label:api assignee:me updated:<7d \"exact words\" -label:wontfix. At most {Filter.Longest} characters.";
                break;
            case "zone":
                parameter.Description = "The time zone whose days are meant by dates, such as Europe/Stockholm; UTC when left out.";
                break;
            case "field":
                parameter.Description = "Which field's values: label, assignee, status or priority.";
                break;
            case "status":
                parameter.Description = "Only those that stand here.";
                ValueTypes.Write(schema, typeof(Status));
                break;
            case "baseItemId":
                parameter.Description = "Only those of this kind.";
                ValueTypes.Write(schema, typeof(BaseItemId));
                break;
            case "itemId":
                parameter.Description = "Only those of this item.";
                ValueTypes.Write(schema, typeof(ItemId));
                break;
            case "owner":
                parameter.Description = "Only those that this user holds now, by id; none: those that nobody holds.";
                break;
            case "awaiting":
                parameter.Description = "Only those that wait for somebody's acceptance (true), or the others (false).";
                break;
            case "receiver":
                parameter.Description = "Only those that this user received, or is to receive.";
                ValueTypes.Write(schema, typeof(UserId));
                break;
            case "giver":
                parameter.Description = "Only those of what this user held.";
                ValueTypes.Write(schema, typeof(UserId));
                break;
            case "state":
                parameter.Description = "Only those of which this became.";
                ValueTypes.Write(schema, typeof(Domain.Items.TransferStatus));
                break;
            case "at":
                parameter.Description = "The moment, RFC 3339, between the years 1900 and 2200; now when left out.";
                break;
            case "setAside":
                parameter.Description = "Only those that failed too often and wait to be requeued (true), or the others (false).";
                break;
            case "text":
                parameter.Description = "Only those that hold this text somewhere, in any case. At most 200 characters; no wildcards.";
                schema.MaxLength = Queries.TextLength;
                break;
            case "externalKey":
                parameter.Description = "Only the one that is called exactly so where it came from.";
                (schema.MinLength, schema.MaxLength) = (1, InputRules.ExternalKeyLength);
                break;
            case "assignee":
                parameter.Description = "Only those that are this user's, by id; none: nobody's.";
                break;
            case "label":
                parameter.Description = "Only those that have this label; empty: those that have none.";
                schema.MaxLength = InputRules.LabelLength;
                break;
            case "group":
                parameter.Description = "What to count them by: status, assignee or label.";
                break;
            case "backward":
                parameter.Description = "The page before the cursor instead of the one after it; without a cursor the last page.";
                break;
            case "offset":
                parameter.Description = "Rows to skip first, to jump into a long list.";
                break;
            case "after":
                parameter.Description = "Only what the journal tells after this position: what is new since a page was read.";
                schema.Minimum = "0";
                break;
            case "archived":
                parameter.Description = "Archived ones too.";
                break;
            case "confirm":
                parameter.Description = "The project's key, typed by whoever wants it gone.";
                break;
            case "dryRun":
                parameter.Description = "Decide everything and change nothing.";
                break;
            case "sort" when context.Description.ActionDescriptor.EndpointMetadata.OfType<Sorts>().FirstOrDefault() is { } sorts:
                parameter.Description = $"The order; - in front is descending. {sorts.Usual} when left out.";
                (schema.Enum, schema.Default) = ([.. sorts.Names.Select(n => (JsonNode)n)], sorts.Usual);
                break;
            case "cursor":
                parameter.Description = "nextCursor of the page before, in the same order and with the same filters. Left out: the first page.";
                break;
            case "columns":
                parameter.Description = "What the columns are by: status, assignee or priority; status when left out.";
                schema.Enum = [.. BoardColumnKinds.Select(n => (JsonNode)n)];
                break;
            case "column":
                parameter.Description = "Only the column with this key, as the board names it.";
                break;
            case "cards":
                parameter.Description = "Cards of each column at most: 1 to 4,000; 200 when left out.";
                (schema.Minimum, schema.Maximum) = ("1", "4000");
                schema.Default = 200;
                break;
            case "limit":
                parameter.Description = $"Rows of the page: 1 to {Paging.MostRows}; {Paging.UsualRows} when left out.";
                (schema.Minimum, schema.Maximum) = ("1", Paging.MostRows.ToString(CultureInfo.InvariantCulture));
                schema.Default = Paging.UsualRows;
                break;
        }
    }
}

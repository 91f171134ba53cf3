using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughline.Server.Tests.Api.Edge.OpenApi;

/// <summary>Holds a value against a schema, as far as this document's schemas go.</summary>
sealed class SchemaCheck(ApiDescription document)
{
    public List<string> Errors { get; } = [];

    public void Check(JsonNode? value, JsonNode schema, string path)
    {
        schema = document.Resolve(schema);
        if (schema["oneOf"] is JsonArray choices)
        {
            var tries = choices.Select(c =>
            {
                var check = new SchemaCheck(document);
                check.Check(value, c!, path);
                return check.Errors;
            }).ToList();
            if (tries.Count(t => t.Count == 0) != 1)
                Errors.Add($"{path} is not exactly one of its choices: {string.Join("; ", tries.SelectMany(t => t))}");
            return;
        }
        Say(schema["type"] is not null, path, "its schema has no type");
        var types = schema["type"] switch { JsonArray several => several.Select(t => (string)t!).ToArray(), { } one => [(string)one!], _ => [] };
        Say(types.Contains(TypeOf(value)) || (types.Contains("number") && TypeOf(value) == "integer"), path, $"is {TypeOf(value)}, not {string.Join(" or ", types)}");
        // Whatever JSON can say.
        if (types.Contains("object") && types.Contains("array") && types.Contains("string"))
            return;
        if (schema["enum"] is JsonArray words)
            Say(words.Any(w => JsonNode.DeepEquals(w, value)), path, $"{value} is none of {words.ToJsonString()}");
        switch (value)
        {
            case JsonObject members:
                CheckMembers(members, schema, path);
                break;
            case JsonArray items:
                Say(schema["items"] is not null, path, "nothing says what its items are");
                for (var i = 0; i < items.Count && schema["items"] is { } item; i++)
                    Check(items[i], item, $"{path}[{i}]");
                Say(items.Count <= ((int?)schema["maxItems"] ?? int.MaxValue), path, "has too many items");
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                CheckText((string)text!, schema, path);
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                Say((decimal)number >= Bound(schema, "minimum", decimal.MinValue) && (decimal)number <= Bound(schema, "maximum", decimal.MaxValue), path, "is out of bounds");
                break;
        }
    }

    void CheckMembers(JsonObject members, JsonNode schema, string path)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
            Say(members.ContainsKey((string)required!), path, $"has no {required}");
        foreach (var (name, member) in members)
            if (schema["properties"]?[name] is { } known)
                Check(member, known, $"{path}.{name}");
            else if (schema["additionalProperties"] is JsonObject any)
                Check(member, any, $"{path}.{name}");
            else
                Errors.Add($"{path}.{name} is not described");
    }

    void CheckText(string text, JsonNode schema, string path)
    {
        Say(text.Length >= ((int?)schema["minLength"] ?? 0) && text.Length <= ((int?)schema["maxLength"] ?? int.MaxValue), path, "has a wrong length");
        Say((string?)schema["format"] switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.EndsWith('Z'),
            _ => true,
        }, path, $"{text} is no {schema["format"]}");
    }

    static decimal Bound(JsonNode schema, string name, decimal otherwise) => schema[name] is { } bound ? (decimal)bound : otherwise;

    static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => (decimal)value % 1 == 0 ? "integer" : "number",
    };

    void Say(bool well, string path, string wrong)
    {
        if (!well)
            Errors.Add($"{path} {wrong}");
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Server.Cli.Import.Reading;

namespace Throughline.Server.Cli.Import.Sending;

/// <summary>The server's word about one line.</summary>
sealed record ImportedLine(long Line, int Status, string? Outcome, string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>It may be taken when it is sent again.</summary>
    public bool IsUnavailable => Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests;

    /// <summary>Why it was refused, with the columns' own names.</summary>
    public string Reason(Columns columns) => Errors is { Count: > 0 }
        ? string.Join(" ", Errors.Select(e => $"{NameOf(e.Key, columns)}: {string.Join(" ", e.Value)}"))
        : Detail ?? $"The server answered {Status}.";

    // labels[3] is in the column of the labels.
    static string NameOf(string field, Columns columns) => field.Split('[')[0] switch
    {
        "externalKey" => columns.NameOf(StoryField.Key),
        "title" => columns.NameOf(StoryField.Title),
        "description" => columns.NameOf(StoryField.Description),
        "labels" => columns.NameOf(StoryField.Labels),
        _ => field,
    };

    public static ImportedLine? Read(string json) => JsonSerializer.Deserialize(json, ImportJson.Default.ImportedLine);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportedLine))]
sealed partial class ImportJson : JsonSerializerContext;

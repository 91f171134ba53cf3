using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Domain.Queries;

namespace Throughline.Server.Edge.Contracts;

/// <summary>A part of a filter that can't be read.</summary>
/// <param name="Offset">UTF-16 code units before it.</param>
/// <param name="Length">UTF-16 code units of it; 0: something is missing there.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Expected">What could stand there; empty: too much to list.</param>
public sealed record FilterProblem(int Offset, int Length, string Message, IReadOnlyList<string> Expected)
{
    public static FilterProblem Of(FilterError error) => new(error.Place.Offset, error.Place.Length, error.Message, error.Expected);
}

/// <summary>How problems tell of filters.</summary>
static class FilterProblems
{
    public static IReadOnlyDictionary<string, JsonElement> Of(IReadOnlyList<FilterError> errors) => new Dictionary<string, JsonElement>(StringComparer.Ordinal)
    {
        ["filterErrors"] = JsonSerializer.SerializeToElement([.. errors.Select(FilterProblem.Of)], FilterProblemJson.Default.FilterProblemArray),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FilterProblem[]))]
sealed partial class FilterProblemJson : JsonSerializerContext;

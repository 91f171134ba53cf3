using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Reads JSON and tells what is wrong with it in words for people, at the field where it stands.</summary>
public static partial class StrictJson
{
    /// <exception cref="RefusedException">It is not what is asked for.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type) where T : class
    {
        if (utf8.IsEmpty)
            throw new RefusedException(Refusal.Invalid("body", "It is empty; a JSON object is expected."));
        try
        {
            return JsonSerializer.Deserialize(utf8, type) ?? throw new RefusedException(Refusal.Invalid("body", "It is null; a JSON object is expected."));
        }
        catch (JsonException e)
        {
            throw new RefusedException(Explain(e));
        }
    }

    internal static Refusal Explain(JsonException e)
    {
        var message = AfterMessage().Replace(e.Message, "");
        var path = e.Path is null or "$" ? "" : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..] : e.Path[1..];
        if (UnknownMember().Match(message) is { Success: true } unknown)
            return Refusal.Invalid(Join(path, unknown.Groups["name"].Value), "There is no such member.");
        if (Duplicate().Match(message) is { Success: true } duplicate)
            return Refusal.Invalid(Join(path, duplicate.Groups["name"].Value), "It is given more than once.");
        if (message.StartsWith("It ", StringComparison.Ordinal) || message.StartsWith("A label", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, message);
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, "It has the wrong type or is out of range.");
        if (message.Contains("surrogate", StringComparison.OrdinalIgnoreCase) || message.Contains("UTF-8", StringComparison.Ordinal)
            || message.Contains("UTF-16", StringComparison.Ordinal) || message.Contains("transcode", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, "It is not well-formed text.");
        return new Refusal(RefusalKind.Invalid, "malformed-json", $"The body is not JSON: {message}")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [path.Length == 0 ? "body" : path] = ["It is not well-formed JSON."] },
        };
    }

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"\s*Path: .*$", RegexOptions.Singleline, 1000)]
    private static partial Regex AfterMessage();

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duplicate();
}

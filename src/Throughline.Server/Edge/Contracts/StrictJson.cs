using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Throughline.Domain;
using Throughline.Domain.Json;

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
        var path = ((e.Path ?? "$")[1..] + (e as NestedJsonException)?.InnerPath).TrimStart('.');
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return Refusal.Invalid(path, "There is no such member.");
        if (Duplicate().Match(message) is { Success: true } duplicate)
            return Refusal.Invalid(path.Length == 0 ? duplicate.Groups["name"].Value : path, "It is given more than once.");
        if (Missing().Match(message) is { Success: true } missing)
            return Refusal.Invalid(path.Length == 0 ? missing.Groups["name"].Value : $"{path}.{missing.Groups["name"].Value}", "It is required.");
        if (message.StartsWith("It ", StringComparison.Ordinal) || message.StartsWith("A label", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, message);
        // The reader's way to say that a text is no Unicode: half a surrogate pair, or bytes that are no UTF-8.
        if (e.InnerException is InvalidOperationException inner && !inner.Message.Contains("token type", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, "It is not well-formed text.");
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return Refusal.Invalid(path.Length == 0 ? "body" : path, "It has the wrong type or is out of range.");
        return new Refusal(RefusalKind.Invalid, "malformed-json", $"The body is not JSON: {message}")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [path.Length == 0 ? "body" : path] = ["It is not well-formed JSON."] },
        };
    }

    [GeneratedRegex(@"\s*Path: .*$", RegexOptions.Singleline, 1000)]
    private static partial Regex AfterMessage();

    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duplicate();

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Server.Client;

/// <summary>Why the server said no: what is used here of an RFC 9457 problem.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Stable name, such as <c>urn:throughline:problem:invalid-input</c>.</param>
/// <param name="Detail">What happened and what to try.</param>
/// <param name="Errors">What is wrong, by field.</param>
public sealed record Problem(int Status, string Type, string Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>The last part of the type, such as <c>invalid-input</c>.</summary>
    public string Code => Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>One line for a person.</summary>
    public string Line => Errors is { Count: > 0 }
        ? $"{Detail} {string.Join(" ", Errors.Select(e => $"{e.Key}: {string.Join(" ", e.Value)}"))}"
        : Detail;

    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            if (await JsonSerializer.DeserializeAsync(body, ClientJson.Default.WireProblem, cancellation) is { Type: { } type } wire)
                return new Problem(status, type, wire.Detail ?? wire.Title ?? "", wire.Errors);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            // Something between here and the server answered in its own words.
        }
        return new Problem(status, "about:blank", $"It answered {status} {response.ReasonPhrase}.", null);
    }
}

sealed record WireProblem(string? Type, string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>The server said no; repeating the request would not help.</summary>
public sealed class ApiRefusedException(Problem problem) : Exception(problem.Line)
{
    public Problem Problem { get; } = problem;
}

/// <summary>There was no answer, or the server can't take it now. What was asked may or may not have been done.</summary>
/// <param name="message">What happened and what to try.</param>
/// <param name="retryAfter">When the server asks to be asked again.</param>
public sealed class ApiUnavailableException(string message, TimeSpan? retryAfter, Exception? inner) : Exception(message, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

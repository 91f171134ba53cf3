using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Throughline.Server.Tests.Api;

/// <summary>An answer of the server, read to its end.</summary>
public sealed class Reply(int status, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, byte[] bytes, TestLog log)
{
    const string ProblemType = "urn:throughline:problem:";

    public int Status => status;

    public string Text { get; } = Encoding.UTF8.GetString(bytes);

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text).ShouldNotBeNull();

    public string? ContentType => contentHeaders.ContentType?.ToString();

    public string? ETag => Header("ETag");

    /// <summary>Where its changes stand in the journal.</summary>
    public long Position => long.Parse(Header("Throughline-Position").ShouldNotBeNull());

    public JsonNode? this[string member] => Json[member];

    public string Id => (string)Json["id"]!;

    public string? Header(string name) => headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>What the Allow header lists.</summary>
    public ICollection<string> AllowedMethods => contentHeaders.Allow;

    public Reply ShouldBe(int expected)
    {
        status.ShouldBe(expected, status == 500 ? $"{Text}\n{string.Join('\n', log.Lines)}" : Text);
        return this;
    }

    /// <summary>It is a problem as RFC 9457 has it, of the stable <paramref name="code"/>, naming the fields that are given.</summary>
    public Reply ShouldBeProblem(int expected, string code, params string[] fields)
    {
        ShouldBe(expected);
        contentHeaders.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        ((string?)this["type"]).ShouldBe(ProblemType + code, Text);
        ((int?)this["status"]).ShouldBe(expected, Text);
        ((string?)this["title"]).ShouldNotBeNullOrEmpty(Text);
        ((string?)this["detail"]).ShouldNotBeNullOrEmpty(Text);
        ((string?)this["requestId"]).ShouldNotBeNullOrEmpty(Text);
        var errors = this["errors"]?.AsObject();
        Sorted(errors?.Select(e => e.Key)).ShouldBe(Sorted(fields), Text);
        foreach (var (field, messages) in errors ?? [])
            messages!.AsArray().ShouldAllBe(m => ((string)m!).Length > 5, $"{field} in {Text}");
        return this;
    }

    static string Sorted(IEnumerable<string>? fields) => string.Join(", ", (fields ?? []).Order(StringComparer.Ordinal));
}

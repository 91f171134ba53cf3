using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Markdown;

static class RenderMarkdownEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/markdown", HandleAsync)
        .Requires(Permission.Read)
        .WithTags("Markdown")
        .WithName("renderMarkdown")
        .WithSummary("Show a text as it is read.")
        .WithDescription("""
            CommonMark with tables, task lists, struck-through text and addresses as links. HTML in the text is shown as text, pictures are links, and only
            harmless elements come out. It changes nothing: it is a POST because texts are long.
            """)
        .Produces<MarkdownResponse>();

    static async Task<IResult> HandleAsync(Body<MarkdownRequest> body, RenderedTexts texts, FairShare share, HttpContext context)
    {
        var rules = new InputRules();
        rules.Body("text", body.Value.Text);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        context.Response.Headers.CacheControl = "no-store";
        using var turn = await share.TurnAsync(context);
        return TypedResults.Ok(new MarkdownResponse(texts.Html(body.Value.Text!)));
    }
}

/// <summary>A text to show.</summary>
public sealed record MarkdownRequest
{
    /// <summary>Markdown, at most 100,000 characters.</summary>
    [StringLength(InputRules.DescriptionLength)]
    public required string? Text { get; init; }
}

/// <summary>A text as it is shown.</summary>
/// <param name="Html">
/// HTML of harmless elements alone. The box of a task in a list carries, as data-at, where its bracket stands in the text (UTF-16): there it is ticked.
/// </param>
public sealed record MarkdownResponse(string Html);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MarkdownRequest))]
[JsonSerializable(typeof(MarkdownResponse))]
sealed partial class MarkdownJson : JsonSerializerContext;

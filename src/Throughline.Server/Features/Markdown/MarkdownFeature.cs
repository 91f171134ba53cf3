namespace Throughline.Server.Features.Markdown;

/// <summary>Markdown: how texts that people write are shown.</summary>
public static class MarkdownFeature
{
    public static IServiceCollection AddMarkdown(this IServiceCollection services) => services.AddSingleton<RenderedTexts>()
        .ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MarkdownJson.Default));

    public static void MapMarkdown(this IEndpointRouteBuilder endpoints) => RenderMarkdownEndpoint.Map(endpoints);
}

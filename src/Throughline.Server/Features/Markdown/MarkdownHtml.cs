using System.Net;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Throughline.Server.Features.Markdown;

/// <summary>Markdown as HTML. It is not to be shown before <see cref="AllowedHtml"/> has looked at it.</summary>
static class MarkdownHtml
{
    // Headings get no ids: an id of somebody's choice is a name in the page's scripts.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePreciseSourceLocation()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .Build();

    /// <summary>Each open bracket is looked at again for every one that closes: beyond so many that is work for seconds, and no text for readers.</summary>
    const int MostBrackets = 2000;

    public static string Of(string text)
    {
        if (text.AsSpan().Count('[') > MostBrackets)
            return AsWritten(text);
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTaskListRenderer>(new TaskBox(text));
        try
        {
            renderer.Render(Markdig.Markdown.Parse(text, Pipeline));
        }
        catch (ArgumentException)
        {
            // Nested deeper than anybody writes: it is shown as it stands.
            return AsWritten(text);
        }
        return html.ToString();
    }

    static string AsWritten(string text) => $"<pre>{WebUtility.HtmlEncode(text)}</pre>";

    /// <summary>A box says where it stands in the text, so that whoever ticks it changes that place and no other.</summary>
    sealed class TaskBox(string text) : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList box)
        {
            renderer.Write("<input type=\"checkbox\" disabled");
            if (box.Span.Start >= 0 && box.Span.Start < text.Length && text[box.Span.Start] == '[')
                renderer.Write(" data-at=\"").Write(box.Span.Start.ToString(System.Globalization.CultureInfo.InvariantCulture)).Write("\"");
            renderer.Write(box.Checked ? " checked>" : ">");
        }
    }
}

using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Shouldly;
using Throughline.Server.Features.Markdown;
using Xunit;

namespace Throughline.Server.Tests.Api.Markdown;

/// <summary><c>POST /api/markdown</c>, and that nothing comes out of it that could do harm, whatever goes in.</summary>
public sealed class MarkdownTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("**bold** and *not*, ~~gone~~", "<p><strong>bold</strong> and <em>not</em>, <del>gone</del></p>")]
    [InlineData("# One\n## Two", "<h3>One</h3>\n<h4>Two</h4>")]
    [InlineData("`code`", "<p><code>code</code></p>")]
    [InlineData("```cs\nvar a = 1 < 2;\n```", "<pre><code>var a = 1 &lt; 2;\n</code></pre>")]
    [InlineData("[here](https://example.com/a?b=1&c=2)", """<p><a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">here</a></p>""")]
    [InlineData("https://example.com", """<p><a href="https://example.com" rel="noopener noreferrer nofollow" target="_blank">https://example.com</a></p>""")]
    [InlineData("[home](/p/TL)", """<p><a href="/p/TL" rel="noopener noreferrer nofollow">home</a></p>""")]
    [InlineData("![a picture](https://example.com/p.png)", """<p><a href="https://example.com/p.png" rel="noopener noreferrer nofollow" target="_blank">a picture</a></p>""")]
    [InlineData("[@Somebody](person:01890a5d-b0c4-7b1e-8f52-3c0a9d6e4b77)", """<p><span data-person="01890a5d-b0c4-7b1e-8f52-3c0a9d6e4b77">@Somebody</span></p>""")]
    [InlineData("<b>not bold</b>", "<p>&lt;b&gt;not bold&lt;/b&gt;</p>")]
    public void Texts_are_shown_as_they_are_meant(string text, string html) => Shown(text).Trim().ShouldBe(html);

    [Fact]
    public async Task It_is_answered_with_the_boxes_places_and_bounds_are_kept()
    {
        const string Text = "First:\r\n\r\n- [x] done 😀\r\n- [ ] not\r\n  - [ ] inner\r\n\r\n> - [x] quoted\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n";
        var html = (string)(await shared.Server.Api.PostAsync("/api/markdown", new JsonObject { ["text"] = Text }.ToJsonString())).ShouldBe(200)["html"]!;

        var boxes = new HtmlParser().ParseDocument(html).QuerySelectorAll("input");
        boxes.Select(b => Text.Substring(int.Parse(b.GetAttribute("data-at")!, null), 3)).ShouldBe(["[x]", "[ ]", "[ ]", "[x]"]);
        boxes.Select(b => b.HasAttribute("checked")).ShouldBe([true, false, false, true]);
        boxes.ShouldAllBe(b => b.HasAttribute("disabled"));
        html.ShouldContain("<table>");

        var longest = new JsonObject { ["text"] = new string('a', 100_001) }.ToJsonString();
        (await shared.Server.Api.PostAsync("/api/markdown", longest)).ShouldBeProblem(400, "invalid-input", "text");
        (await shared.Server.Api.PostAsync("/api/markdown", """{"text":null}""")).ShouldBeProblem(400, "invalid-input", "text");
    }

    [Theory]
    [InlineData(">", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("[", 50_000)]
    [InlineData("*a **b ", 10_000)]
    [InlineData("![](", 20_000)]
    [InlineData("`", 50_000)]
    [InlineData("|a", 30_000)]
    [InlineData("<a ", 30_000)]
    public void What_is_made_to_be_slow_or_deep_is_shown_in_time(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var started = TimeProvider.System.GetTimestamp();
        Shown(text[..Math.Min(text.Length, 100_000)]).ShouldNotBeEmpty();
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>The same as the browser's tests go through: what has hurt others, as Markdown and as HTML.</summary>
    public static TheoryData<string> Harmful =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "web", "tests", "harmful.json")))!.AsArray().Select(t => (string)t!)];

    [Theory]
    [MemberData(nameof(Harmful))]
    public void Nothing_that_runs_or_calls_elsewhere_comes_out(string text)
    {
        foreach (var html in (string[])[Shown(text), AllowedHtml.Of(text), AllowedHtml.Of($"<table><tr><td>{text}</td></tr></table>"), AllowedHtml.Of(AllowedHtml.Of(text))])
        {
            // Read as a browser reads it, not as it was written.
            foreach (var element in new HtmlParser().ParseDocument($"<body>{html}</body>").Body!.QuerySelectorAll("*"))
            {
                element.NamespaceUri.ShouldBe("http://www.w3.org/1999/xhtml", html);
                Elements.ShouldContain(element.LocalName, html);
                foreach (var attribute in element.Attributes)
                    (attribute.Name switch
                    {
                        "href" => attribute.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || attribute.Value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                            || attribute.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || attribute.Value.StartsWith('#')
                            || (attribute.Value.StartsWith('/') && !attribute.Value.StartsWith("//", StringComparison.Ordinal) && !attribute.Value.Contains('\\')),
                        "rel" => attribute.Value == "noopener noreferrer nofollow",
                        "target" => attribute.Value == "_blank",
                        "type" => attribute.Value == "checkbox",
                        "checked" or "disabled" or "data-at" or "start" or "data-person" => true,
                        _ => false,
                    }).ShouldBeTrue($"{attribute.Name}=\"{attribute.Value}\" in {html}");
            }
            // It stays as it is when it is read and written once more: nothing in it turns into something else.
            var again = new HtmlParser().ParseDocument($"<body>{html}</body>").Body!.InnerHtml;
            new HtmlParser().ParseDocument($"<body>{again}</body>").Body!.InnerHtml.ShouldBe(again);
        }
    }

    static readonly string[] Elements =
        ["a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "input", "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"];

    static string Shown(string text) => AllowedHtml.Of(MarkdownHtml.Of(text));
}

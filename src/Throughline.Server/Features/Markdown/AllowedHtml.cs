using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Throughline.Server.Features.Markdown;

/// <summary>
/// HTML cut to what can do no harm: a list of what is allowed, so that what nobody thought of is not. Elements that are not on it are replaced by what
/// they hold; those whose content is no text for readers go with it.
/// </summary>
static class AllowedHtml
{
    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "input", "li", "ol", "p", "pre", "span", "strong",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    };

    /// <summary>What is in them is for programs, or is read otherwise than it was written.</summary>
    static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "applet", "audio", "base", "embed", "frame", "frameset", "head", "iframe", "link", "math", "meta", "noembed", "noframes", "noscript", "object", "plaintext", "script", "select",
        "style", "svg", "template", "textarea", "title", "video", "xmp",
    };

    /// <summary>The page has the story's title above it.</summary>
    static readonly Dictionary<string, string> Lower = new(StringComparer.Ordinal) { ["h1"] = "h3", ["h2"] = "h4", ["h3"] = "h5", ["h4"] = "h6", ["h5"] = "h6", ["b"] = "strong", ["i"] = "em", ["s"] = "del" };

    static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>A link to a person is a mention: <c>[@Name](person:id)</c>. Who it is, the page looks up.</summary>
    const string Person = "person:";

    public static string Of(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("");
        var into = document.CreateElement("div");
        foreach (var node in new HtmlParser().ParseFragment(html, document.Body!).ToArray())
            Copy(document, node, into);
        return into.InnerHtml;
    }

    // What comes out is made anew: nothing is kept of what came in but texts, and attributes that were looked at one by one.
    static void Copy(IDocument document, INode from, IElement into)
    {
        if (from is IText text)
        {
            into.AppendChild(document.CreateTextNode(text.Data));
            return;
        }
        if (from is not IElement element || Dropped.Contains(element.LocalName))
            return;
        if (element.LocalName == "img")
        {
            // A picture from elsewhere would tell that host who reads what: it is a link.
            into.AppendChild(Link(document, element.GetAttribute("src"), element.GetAttribute("alt") is { Length: > 0 } alt ? alt : "Picture"));
            return;
        }
        var target = Made(document, element) is { } made ? (IElement)into.AppendChild(made) : into;
        if (target.LocalName is "input" or "br" or "hr" && target != into)
            return;
        foreach (var child in element.ChildNodes)
            Copy(document, child, target);
    }

    static IElement? Made(IDocument document, IElement element)
    {
        var name = Lower.GetValueOrDefault(element.LocalName, element.LocalName);
        if (element.NamespaceUri != NamespaceNames.HtmlUri || !Elements.Contains(name))
            return null;
        if (name == "input" && element.GetAttribute("type") != "checkbox")
            return null;
        if (name == "a")
            return Link(document, element.GetAttribute("href"), null);
        var made = document.CreateElement(name);
        if (name == "input")
        {
            made.SetAttribute("type", "checkbox");
            made.SetAttribute("disabled", "");
            if (element.HasAttribute("checked"))
                made.SetAttribute("checked", "");
            if (int.TryParse(element.GetAttribute("data-at"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at))
                made.SetAttribute("data-at", at.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (name == "ol" && int.TryParse(element.GetAttribute("start"), out var start) && start is >= 0 and < 1_000_000)
            made.SetAttribute("start", start.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return made;
    }

    static IElement Link(IDocument document, string? address, string? text)
    {
        if (address?.StartsWith(Person, StringComparison.Ordinal) == true && Guid.TryParseExact(address[Person.Length..], "D", out var person))
        {
            var mention = document.CreateElement("span");
            mention.SetAttribute("data-person", person.ToString());
            mention.TextContent = text ?? "";
            return mention;
        }
        var link = document.CreateElement(IsHarmless(address) ? "a" : "span");
        if (link.LocalName == "a")
        {
            link.SetAttribute("href", address!);
            // Nobody who is linked to learns from where, or gets a hold of the page; and nobody gains by links that are put here.
            link.SetAttribute("rel", "noopener noreferrer nofollow");
            if (!address!.StartsWith('/') && !address.StartsWith('#'))
                link.SetAttribute("target", "_blank");
        }
        link.TextContent = text ?? "";
        return link;
    }

    /// <summary>An address on this server, or of a scheme that runs nothing.</summary>
    static bool IsHarmless(string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || address.Any(c => char.IsControl(c) || c is '\\'))
            return false;
        if (address.StartsWith('#'))
            return true;
        // Two slashes name another host.
        if (address.StartsWith('/'))
            return !address.StartsWith("//", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && address.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase);
    }
}

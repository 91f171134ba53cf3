using System.Net;
using System.Text;

namespace Throughline.Server.Mail;

/// <summary>What is written to somebody, as plain text and as simple HTML of the same words.</summary>
/// <param name="Kind">What it is about, for logs: they tell no address.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
public sealed record Letter(string Kind, string To, string Subject, string Text, string Html)
{
    /// <param name="paragraphs">Words that people wrote may be among them: they are never taken for HTML.</param>
    /// <param name="link">Where it leads, and what it is called; null: nowhere.</param>
    /// <param name="closing">What stands under the link, if anything.</param>
    public static Letter Of(string kind, string to, string subject, IReadOnlyList<string> paragraphs, (string Label, Uri Address)? link = null, string? closing = null)
    {
        var (text, html) = (new StringBuilder(), new StringBuilder("<!doctype html><html lang=\"en\"><body style=\"font:15px/22px sans-serif;color:#18181b;max-width:560px\">"));
        foreach (var paragraph in paragraphs)
            Say(paragraph);
        if (link is var (label, address))
        {
            text.Append(label).Append(":\r\n").Append(address.AbsoluteUri).Append("\r\n\r\n");
            html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(address.AbsoluteUri)).Append("\" style=\"color:#4a4fd6;font-weight:600\">")
                .Append(WebUtility.HtmlEncode(label)).Append("</a></p>");
        }
        if (closing is not null)
            Say(closing);
        return new Letter(kind, to, subject, text.ToString().TrimEnd() + "\r\n", html.Append("</body></html>").ToString());

        void Say(string paragraph)
        {
            text.Append(paragraph).Append("\r\n\r\n");
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        }
    }
}

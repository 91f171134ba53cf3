using System.Text;
using System.Text.RegularExpressions;

namespace Throughline.Server.Tests.Mail;

/// <summary>A letter as it came over the wire.</summary>
/// <param name="To">Whom the envelope names.</param>
/// <param name="Raw">Heads and parts.</param>
sealed partial record ReceivedLetter(string To, string Raw)
{
    public string Subject => Decoded(HeadOf(Raw, "Subject"));

    public string Text => Part("text/plain");

    public string Html => Part("text/html");

    public string? Head(string name) => HeadOf(Raw, name) is { Length: > 0 } head ? head : null;

    /// <summary>The address that it leads to.</summary>
    public Uri Link => new(Links().Match(Text).Value);

    /// <summary>What stands behind the # of that.</summary>
    public string Code => Link.Fragment[1..];

    string Part(string type)
    {
        foreach (var part in Raw.Split("\n--"))
            if (HeadOf(part, "Content-Type").StartsWith(type, StringComparison.OrdinalIgnoreCase))
            {
                var body = part[(part.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
                return HeadOf(part, "Content-Transfer-Encoding") switch
                {
                    "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim())),
                    "quoted-printable" => Quoted().Replace(body.Replace("=\n", "", StringComparison.Ordinal), m => ((char)Convert.ToInt32(m.Groups["hex"].Value, 16)).ToString()),
                    _ => body,
                };
            }
        return "";
    }

    static string HeadOf(string part, string name)
    {
        var heads = part[..Math.Max(0, part.IndexOf("\n\n", StringComparison.Ordinal))].Replace("\n ", " ", StringComparison.Ordinal);
        return heads.Split('\n').FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
    }

    static string Decoded(string head) => Words().Replace(head, m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups["text"].Value)));

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("=(?<hex>[0-9A-F]{2})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[^?]*)\?=\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}

using System.Globalization;
using Throughline.Domain;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// The version that a change was made on, from the <c>If-Match</c> header. <c>*</c> means whichever is current; a request
/// without the header is refused, so that nobody overwrites what they have not seen.
/// </summary>
public readonly record struct IfMatch(int? Version)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            throw new RefusedException(new Refusal(RefusalKind.VersionRequired, "version-required",
                "A change needs the version it was made on: send the ETag that you read as If-Match."));
        if (header == "*")
            return ValueTask.FromResult(new IfMatch(null));
        var tag = header.StartsWith("W/", StringComparison.Ordinal) ? header.AsSpan(2) : header;
        if (tag.Length < 3 || tag[0] != '"' || tag[^1] != '"'
            || !int.TryParse(tag[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new RefusedException(Refusal.Invalid("If-Match", "It is one ETag as it was read, such as \"3\", or *."));
        return ValueTask.FromResult(new IfMatch(version));
    }

    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

using Microsoft.Net.Http.Headers;

namespace Throughline.Server.Edge.Contracts;

/// <summary>What a body says it is.</summary>
static class ContentTypes
{
    /// <summary>Whether the body is of one of the types, and in UTF-8, which all bodies here are read as.</summary>
    public static bool IsOneOf(HttpRequest request, params ReadOnlySpan<string> types)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var said))
            return false;
        if (said.Charset.HasValue && !HeaderUtilities.RemoveQuotes(said.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var type in types)
            if (said.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}

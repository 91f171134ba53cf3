using Microsoft.Net.Http.Headers;

namespace Throughline.Server.Edge.Web;

/// <summary>One file of the built app, as it is sent: plain, or as the build compressed it.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="CacheControl">How long a browser may take it for what it was.</param>
/// <param name="Forms">What there is of it, the smallest first, the plain one last.</param>
sealed record WebFile(string ContentType, string CacheControl, IReadOnlyList<WebFileForm> Forms)
{
    public async Task SendAsync(HttpContext context)
    {
        var form = FormFor(context.Request);
        var (request, headers) = (context.Request, context.Response.Headers);
        PageHeaders.Set(headers);
        headers.CacheControl = CacheControl;
        headers.ETag = form.ETag.ToString();
        headers.Vary = HeaderNames.AcceptEncoding;
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(form.ETag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = ContentType;
        context.Response.ContentLength = form.Bytes.Length;
        if (form.Encoding is not null) headers.ContentEncoding = form.Encoding;
        if (!HttpMethods.IsHead(request.Method)) await context.Response.Body.WriteAsync(form.Bytes, context.RequestAborted);
    }

    WebFileForm FormFor(HttpRequest request)
    {
        if (Forms.Count == 1) return Forms[0];
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Forms.First(form => form.Encoding is null || accepted.Any(a => a.Value.Equals(form.Encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0));
    }
}

/// <summary>A file's bytes in one encoding.</summary>
/// <param name="Encoding">br, gzip; null: as they are.</param>
/// <param name="ETag">Of these very bytes.</param>
/// <param name="Bytes">They stay in memory: the whole app is about a megabyte.</param>
sealed record WebFileForm(string? Encoding, EntityTagHeaderValue ETag, byte[] Bytes)
{
    public static WebFileForm Of(string? encoding, byte[] bytes) =>
        new(encoding, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 8))}\""), bytes);
}

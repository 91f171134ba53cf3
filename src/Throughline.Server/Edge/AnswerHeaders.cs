using System.Globalization;
using System.Net;

namespace Throughline.Server.Edge;

/// <summary>What every answer tells a browser, whatever it is: to take it for what its type says, and to come back over TLS.</summary>
sealed class AnswerHeaders
{
    readonly RequestDelegate _next;
    readonly string? _hsts;

    public AnswerHeaders(RequestDelegate next, EdgeSettings settings)
    {
        _next = next;
        _hsts = settings.HstsMaxAge > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"max-age={(long)settings.HstsMaxAge.TotalSeconds}") : null;
    }

    public Task InvokeAsync(HttpContext context)
    {
        Set(context.Response.Headers);
        // To this machine itself nobody has to come over TLS, and other programs answer at the same name.
        if (_hsts is not null && context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
            context.Response.Headers.StrictTransportSecurity = _hsts;
        return _next(context);
    }

    /// <summary>Also for an answer whose headers were thrown away, because something failed.</summary>
    public static void Set(IHeaderDictionary headers) => headers.XContentTypeOptions = "nosniff";

    static bool IsLoopback(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

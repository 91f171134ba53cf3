namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// Browsers let any page open a WebSocket to any server, or send it a form, and only tell the server where the page is from. So a page of
/// another origin is refused. Programs send no Origin.
/// </summary>
public static class SameOrigin
{
    /// <summary>For what signs somebody in: another site must not do that, as somebody else.</summary>
    public static RouteHandlerBuilder FromOwnPages(this RouteHandlerBuilder route) => route
        .Refuses(StatusCodes.Status403Forbidden, "foreign-origin")
        .AddEndpointFilter((call, next) => Allows(call.HttpContext.Request)
            ? next(call)
            : ValueTask.FromResult<object?>(Problems.From(StatusCodes.Status403Forbidden, "foreign-origin", "Only pages of this server's own origin may sign anybody in.")));

    public static bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
            return true;
        return origins.Count == 1 && IsOf(request, origins[0]);
    }

    /// <summary>Whether an origin is the one that a request was sent to.</summary>
    // Behind a proxy that ends TLS and is not known the request's own scheme is http. But a page that came without TLS is not this server's when TLS is.
    public static bool IsOf(HttpRequest request, string? text) => Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && (origin.Scheme == "https" || (origin.Scheme == "http" && !request.IsHttps))
        && string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && origin.Port == (request.Host.Port ?? origin.Port);
}

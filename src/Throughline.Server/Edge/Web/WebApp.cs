using Microsoft.Net.Http.Headers;

namespace Throughline.Server.Edge.Web;

/// <summary>The app's files, and its page for every address that a browser opens and that the server does not answer itself.</summary>
static class WebApp
{
    // A file that is not there is not there: a page in its place would be taken for a script.
    static readonly PathString[] NoPages = ["/api", "/openapi", "/docs", "/health", "/assets"];

    public static void UseWebApp(this IApplicationBuilder app, WebFiles files)
    {
        if (files.Page is not { } page) return;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return next(context);
            return (files.Find(request.Path) ?? (OpensPage(request) ? page : null))?.SendAsync(context) ?? next(context);
        });
    }

    static bool OpensPage(HttpRequest request) =>
        !NoPages.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) && AcceptsHtml(request);

    // By name: what accepts anything at all is a program, and is better served by a 404.
    static bool AcceptsHtml(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.Quality is not 0 && type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}

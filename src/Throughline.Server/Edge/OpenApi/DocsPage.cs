using System.Reflection;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Throughline.Server.Edge.OpenApi;

/// <summary>The page at /docs: the document for people, to read and to try. All of it comes from this server.</summary>
static class DocsPage
{
    const string Route = "docs";
    const string Style = "throughline.css";

    // Nothing from elsewhere, no inline scripts. Swagger UI puts small pictures into its styles, and styles into elements.
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static readonly byte[] StyleBytes = ReadStyle();

    public static void UseDocsPage(this IApplicationBuilder app)
    {
        app.UseWhen(c => c.Request.Path.StartsWithSegments($"/{Route}", StringComparison.Ordinal), docs =>
        {
            docs.Use(static (context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers["Referrer-Policy"] = "no-referrer";
                return context.Request.Path.Equals($"/{Route}/{Style}", StringComparison.Ordinal) ? SendStyleAsync(context) : next(context);
            });
            docs.UseSwaggerUI(page =>
            {
                page.RoutePrefix = Route;
                page.DocumentTitle = "Throughline API";
                page.SwaggerEndpoint(ApiDocument.Path, "Throughline v1");
                page.InjectStylesheet(Style);
                page.DocExpansion(DocExpansion.List);
                page.DefaultModelsExpandDepth(0);
                page.DisplayRequestDuration();
                page.EnableDeepLinking();
                page.EnableFilter();
            });
        });
    }

    static async Task SendStyleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        await context.Response.Body.WriteAsync(StyleBytes, context.RequestAborted);
    }

    static byte[] ReadStyle()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi/" + Style)!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using NodaTime;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// A cookie that scripts don't see and other sites' requests don't carry. Over TLS its name makes browsers refuse one that was set for another path, by a
/// subdomain, or without TLS.
/// </summary>
public sealed class SafeCookie(string name)
{
    public string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public void Set(HttpContext context, string value, Duration lasts) => Append(context, value, lasts.ToTimeSpan());

    public void Clear(HttpContext context) => Append(context, "", TimeSpan.Zero);

    /// <summary>Whether the answer says already what becomes of it.</summary>
    public bool IsSet(HttpContext context) =>
        context.Response.Headers.SetCookie.Any(c => c?.StartsWith(Name(context.Request) + '=', StringComparison.Ordinal) == true);

    string Name(HttpRequest request) => request.IsHttps ? $"__Host-{name}" : name;

    void Append(HttpContext context, string value, TimeSpan age) => context.Response.Cookies.Append(Name(context.Request), value, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    });
}

using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// The cookie that keeps a person signed in. Scripts don't see it, other sites' requests don't carry it, and over TLS its name makes
/// browsers refuse one that was set for another path, by a subdomain, or without TLS.
/// </summary>
public static class SignInCookie
{
    const string Plain = "session";
    const string Secure = "__Host-session";

    /// <summary>How long a person stays signed in.</summary>
    public static readonly Duration Lasts = Duration.FromDays(30);

    public static string? Read(HttpRequest request) => request.Cookies[request.IsHttps ? Secure : Plain];

    /// <param name="lasts">How long the sign-in lasts from now on; null: it begins.</param>
    public static void Set(HttpContext context, string secret, Duration? lasts = null) =>
        context.Response.Cookies.Append(Name(context), secret, Options(context, (lasts ?? Lasts).ToTimeSpan()));

    /// <summary>Whether the answer says already what becomes of it.</summary>
    public static bool IsSet(HttpContext context) => context.Response.Headers.SetCookie.Any(c => c?.StartsWith(Name(context) + '=', StringComparison.Ordinal) == true);

    public static void Clear(HttpContext context) => context.Response.Cookies.Append(Name(context), "", Options(context, TimeSpan.Zero));

    static string Name(HttpContext context) => context.Request.IsHttps ? Secure : Plain;

    static CookieOptions Options(HttpContext context, TimeSpan age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };
}

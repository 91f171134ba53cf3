using NodaTime;

namespace Throughline.Server.Edge.Contracts;

/// <summary>The cookie that keeps a person signed in.</summary>
public static class SignInCookie
{
    static readonly SafeCookie Cookie = new("session");

    /// <summary>How long a person stays signed in.</summary>
    public static readonly Duration Lasts = Duration.FromDays(30);

    public static string? Read(HttpRequest request) => Cookie.Read(request);

    public static void Set(HttpContext context, string secret) => Cookie.Set(context, secret, Lasts);

    public static void Clear(HttpContext context) => Cookie.Clear(context);
}

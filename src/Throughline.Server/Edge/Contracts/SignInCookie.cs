using NodaTime;

namespace Throughline.Server.Edge.Contracts;

/// <summary>The cookie that keeps a person signed in.</summary>
public static class SignInCookie
{
    static readonly SafeCookie Cookie = new("session");

    /// <summary>How long a person stays signed in.</summary>
    public static readonly Duration Lasts = Duration.FromDays(30);

    public static string? Read(HttpRequest request) => Cookie.Read(request);

    /// <param name="lasts">How long the sign-in lasts from now on; null: it begins.</param>
    public static void Set(HttpContext context, string secret, Duration? lasts = null) => Cookie.Set(context, secret, lasts ?? Lasts);

    /// <summary>Whether the answer says already what becomes of it.</summary>
    public static bool IsSet(HttpContext context) => Cookie.IsSet(context);

    public static void Clear(HttpContext context) => Cookie.Clear(context);
}

using NodaTime;

namespace Throughline.Server.Features.Users;

/// <summary>A cookie for the minutes of signing in. It lets nobody in; it is kept as safely as the one that does.</summary>
sealed class DoorCookie(string name)
{
    public string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public void Set(HttpContext context, string value, Duration lasts) => Append(context, value, lasts.ToTimeSpan());

    public void Clear(HttpContext context) => Append(context, "", TimeSpan.Zero);

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

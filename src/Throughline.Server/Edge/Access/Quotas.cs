using System.Globalization;
using System.Runtime.CompilerServices;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>
/// How many requests a user, and one token, may make: on each node for itself. A batch is one request, and so is a live stream, however long it lasts.
/// The headers are those of draft-ietf-httpapi-ratelimit-headers.
/// </summary>
sealed class Quotas(EdgeSettings settings, TimeProvider time)
{
    // They live as long as what they belong to.
    readonly ConditionalWeakTable<UserAccess, Quota> _users = [];
    readonly ConditionalWeakTable<Credential, Quota> _tokens = [];

    readonly string _userPolicy = Policy("user", settings.RequestsPerMinute);
    readonly string _tokenPolicy = Policy("token", settings.TokenRequestsPerMinute);

    public bool AreNone { get; } = settings is { RequestsPerMinute: <= 0, TokenRequestsPerMinute: <= 0 };

    /// <summary>Counts a request, and says in its answer's headers what is left.</summary>
    /// <returns>Why it is not taken; null: it is.</returns>
    public IResult? Count(HttpContext context, Credential credential)
    {
        // What the node does for a user is bounded by itself.
        if (credential.Kind == CredentialKind.Lent)
            return null;
        var wait = TimeSpan.Zero;
        if (credential.Kind == CredentialKind.Token && settings.TokenRequestsPerMinute > 0)
            wait = Count(context, "token", _tokenPolicy, _tokens.GetValue(credential, _ => new Quota(settings.TokenRequestsPerMinute, time)));
        if (wait == TimeSpan.Zero && settings.RequestsPerMinute > 0)
            wait = Count(context, "user", _userPolicy, _users.GetValue(credential.User, _ => new Quota(settings.RequestsPerMinute, time)));
        if (wait == TimeSpan.Zero)
            return null;
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.From(StatusCodes.Status429TooManyRequests, "too-many-requests", "More requests were made in a minute than may be. Nothing was changed; try again in a moment.");
    }

    static TimeSpan Count(HttpContext context, string name, string policy, Quota quota)
    {
        var wait = quota.Take(out var left);
        var full = (int)Math.Ceiling((quota.PerMinute - left) * 60.0 / quota.PerMinute);
        var headers = context.Response.Headers;
        Append(headers, "RateLimit-Policy", policy);
        Append(headers, "RateLimit", string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={full}"));
        return wait;
    }

    // Both are lists.
    static void Append(IHeaderDictionary headers, string name, string item) => headers[name] = headers.TryGetValue(name, out var others) ? $"{others}, {item}" : item;

    static string Policy(string name, int perMinute) => string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={perMinute};w=60");
}

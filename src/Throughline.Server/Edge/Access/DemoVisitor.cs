using System.Net;
using Throughline.Domain;

namespace Throughline.Server.Edge.Access;

/// <summary>
/// In a demo, whoever comes from this very machine is the demo's owner. A page elsewhere that has the browser ask for it, a name elsewhere that
/// leads here, and a proxy that speaks for others are not from this machine.
/// </summary>
/// <param name="Owner">Whom visitors are taken for.</param>
public sealed record DemoVisitor(UserId Owner)
{
    static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && IsLoopbackName(context.Request.Host.Host)
        && !Forwarding.Any(context.Request.Headers.ContainsKey)
        && Contracts.SameOrigin.Allows(context.Request);

    static bool IsLoopbackName(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

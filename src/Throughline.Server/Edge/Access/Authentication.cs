using NodaTime;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>Who makes a request: a token's user, whoever is signed in, or in a demo a visitor.</summary>
sealed class Authentication(AccessDirectory directory, DemoVisitor? visitor = null)
{
    const string Bearer = "Bearer ";

    /// <returns>Null: it proves nothing, or nothing that is good any more. A wrong token is not made good by a cookie.</returns>
    public ValueTask<Credential?> FindAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 0)
            return header.Count == 1 && header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                && Secrets.TryHashToken(text.AsSpan(Bearer.Length).Trim(), out var token)
                ? OfKindAsync(token, context, isCookie: false)
                : default;
        if (SignInCookie.Read(context.Request) is { Length: > 0 } cookie && Secrets.TryHash(cookie, out var signIn))
            return OfKindAsync(signIn, context, isCookie: true);
        return visitor is not null && DemoVisitor.Is(context) && directory.UserOf(visitor.Owner) is { } owner
            ? ValueTask.FromResult<Credential?>(new Credential(Guid.Empty, CredentialKind.Demo, owner, Scopes.All, null))
            : default;
    }

    // A sign-in's secret is no token and a token no cookie, or what protects the one from other sites would be got round by the other.
    async ValueTask<Credential?> OfKindAsync(byte[] hash, HttpContext context, bool isCookie) =>
        await directory.FindAsync(hash, context.RequestAborted) is { } found && found.Kind == CredentialKind.SignIn == isCookie ? found : null;
}

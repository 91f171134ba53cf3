using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>Lets a request through to its endpoint, with the rights that it has there, or says why not.</summary>
sealed class Authorisation(RequestDelegate next, Authentication authentication, Uses uses, Quotas quotas, SignInRenewal renewal, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        // What is no route is answered 404 or 405 behind here; there is nothing to protect.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        return endpoint.Metadata.GetMetadata<AccessPolicy>() switch
        {
            { Permission: { } permission } => LetInAsync(context, permission),
            { } => next(context),
            null => Problems.From(StatusCodes.Status403Forbidden, "forbidden", "Nobody may use this.").ExecuteAsync(context),
        };
    }

    async Task LetInAsync(HttpContext context, Permission permission)
    {
        var credential = await authentication.FindAsync(context);
        if (credential is not null)
            uses.Note(credential, context.Connection.RemoteIpAddress);
        // What somebody is answered is theirs: it stays in no store on the way, unless an endpoint says that it may.
        context.Response.Headers.CacheControl = "no-store";
        if (Why(context, credential, permission) is { } refused)
        {
            await refused.ExecuteAsync(context);
            return;
        }
        if (!quotas.AreNone && quotas.Count(context, credential!) is { } tooMany)
        {
            await tooMany.ExecuteAsync(context);
            return;
        }
        await renewal.RenewAsync(context, credential!);
        context.Features.Set(new Rights(credential!, permission, time));
        await next(context);
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? Why(HttpContext context, Credential? credential, Permission permission)
    {
        if (credential is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.From(StatusCodes.Status401Unauthorized, "sign-in-required",
                "Sign in, or send a token that is good: Authorization: Bearer tl_…");
        }
        // Reading changes nothing, and what it answers no other site's page may see.
        if (credential.Kind is CredentialKind.SignIn or CredentialKind.Demo && !IsSafe(context.Request.Method) && !SameOrigin.Allows(context.Request))
            return Problems.From(StatusCodes.Status403Forbidden, "foreign-origin", "Only pages of this server's own origin may change anything for who is signed in.");
        var scope = AccessTable.ScopeFor(permission);
        if (!credential.Scopes.HasFlag(scope))
            return Problems.From(StatusCodes.Status403Forbidden, "scope-missing", $"It needs a token with the scope {ScopeWords.Of(scope).Single()}.");
        return AccessTable.IsForAdministrators(permission) && !credential.User.Rights.IsAdministrator
            ? Problems.From(StatusCodes.Status403Forbidden, "forbidden", "Only administrators of the instance may do this.")
            : null;
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.Lockout;

namespace Throughline.Server.Features.Users.Passkeys;

static class SignInWithPasskeyEndpoint
{
    const string Why = "whoever signs in is nobody yet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/sign-in/passkey/options", AskAsync)
            .OpenToAll(Why)
            .WithTags("Users")
            .WithName("askPasskey")
            .WithSummary("Ask for a passkey.")
            .WithDescription("What the browser asks whichever passkey its user chooses: to sign in, or to prove anew who they are. What was asked is kept in a cookie until it is answered.")
            .Produces<PasskeyOptionsResponse>()
            .FromOwnPages()
            .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");
        routes.MapPost("/api/sign-in/passkey", HandleAsync)
            .OpenToAll(Why)
            .WithTags("Users")
            .WithName("signInWithPasskey")
            .WithSummary("Sign in with a passkey.")
            .WithDescription("It is asked for no second factor: whoever uses a passkey has the device and has shown it that it is they. Wrong passwords of others don't hold it up.")
            .WithMetadata(new Unrepeatable())
            .Produces<Me>()
            .Refuses(StatusCodes.Status401Unauthorized, "wrong-passkey")
            .FromOwnPages()
            .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");
    }

    static async Task<IResult> AskAsync(HttpContext context, PasskeyCeremony ceremony, SignInThrottle throttle)
    {
        throttle.Count(context, email: null);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PasskeyOptionsResponse(await ceremony.BeginToAskAsync(context)));
    }

    static async Task<IResult> HandleAsync(
        Body<PasskeySignInRequest> body, HttpContext context, PasskeySignIn passkeys, SigningIn signingIn, SignInThrottle throttle, FailedSignIns failed)
    {
        throttle.Count(context, email: null);
        if (await passkeys.FindAsync(context, body.Value.Credential ?? "") is { } user)
            return await signingIn.AnswerAsync(context, user, isProvenTwice: true);
        failed.Count(user: null);
        return Problems.From(UsePasskey.Wrong, StatusCodes.Status401Unauthorized);
    }
}

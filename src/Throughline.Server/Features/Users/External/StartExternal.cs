using Microsoft.AspNetCore.Authentication;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users.External;

static class StartExternalEndpoint
{
    // A browser is sent here by a link; for programs it is nothing.
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/sign-in/external/{provider}", HandleAsync)
        .ExcludeFromDescription()
        .OpenToAll("whoever signs in is nobody yet");

    static async Task<IResult> HandleAsync(string provider, HttpContext context, Providers providers, PublicAddress address, SignInThrottle throttle, string? to = null)
    {
        if (providers.Find(provider) is not { } found)
            return Problems.From(Refusal.NotFound("provider"));
        throttle.Count(context, email: null);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(await Travel.DepartAsync(context, found, address, new AuthenticationProperties { RedirectUri = Travel.PathOf(to) }));
    }
}

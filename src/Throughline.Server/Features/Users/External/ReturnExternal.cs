using Microsoft.AspNetCore.Authentication;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users.External;

static class ReturnExternalEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/sign-in/external/{provider}/callback", HandleAsync)
        .ExcludeFromDescription()
        .OpenToAll("a provider sends whoever it signed in back to it");

    static async Task<IResult> HandleAsync(string provider, HttpContext context, Providers providers, PublicAddress address, Arrival arrival)
    {
        if (providers.Find(provider) is not { } found)
            return Problems.From(Refusal.NotFound("provider"));
        context.Response.Headers.CacheControl = "no-store";
        var back = await Travel.ReturnAsync(context, found, address, context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>());
        return TypedResults.LocalRedirect(await arrival.ArriveAsync(context, found, back));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.External;
using Throughline.Server.Mail;

namespace Throughline.Server.Features.Users;

static class SignInMethodsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/sign-in/methods",
            Ok<SignInMethods> (Outbox outbox, Providers providers) => TypedResults.Ok(
                new SignInMethods(true, outbox.IsSetUp, [.. providers.All.Select(p => new SignInProvider(p.Name, p.DisplayName))])))
        .OpenToAll("the page on which one signs in shows them")
        .WithTags("Users")
        .WithName("listSignInMethods")
        .WithSummary("In which ways one signs in here.")
        .WithDescription("It is the same for everybody, and tells nothing about accounts.");
}

using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Mail;

namespace Throughline.Server.Features.Users;

static class SignInMethodsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/sign-in/methods",
            Ok<SignInMethods> (Outbox outbox) => TypedResults.Ok(new SignInMethods(true, outbox.IsSetUp, [])))
        .OpenToAll("the page on which one signs in shows them")
        .WithTags("Users")
        .WithName("listSignInMethods")
        .WithSummary("In which ways one signs in here.")
        .WithDescription("It is the same for everybody, and tells nothing about accounts.");
}

using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class SetUpEndpoint
{
    const string Why = "an instance without users has nobody who could be let in";

    public static void Map(RouteGroupBuilder setUp)
    {
        setUp.MapGet("", Ok<SetUpResponse> (AccessDirectory directory) => TypedResults.Ok(new SetUpResponse(!directory.HasUsers)))
            .OpenToAll(Why)
            .WithName("getSetUp")
            .WithSummary("Whether the instance waits for its owner.")
            .WithDescription("While it does, the server prints a link to the page that makes one.");
        setUp.MapPost("", HandleAsync)
            .OpenToAll(Why)
            .WithName("setUp")
            .WithSummary("Make the instance's owner, and sign them in.")
            .WithDescription("Only while there is no user, and with the code of the link that the server printed at its start. The answer sets the cookie of the sign-in.")
            .WithMetadata(new Unrepeatable())
            .Produces<Me>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, "set-up-done")
            .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");
    }

    static async Task<IResult> HandleAsync(
        Body<SetUpRequest> body, HttpContext context, Commits commits, Passwords passwords, SigningIn signingIn, SignInThrottle throttle, TimeProvider time)
    {
        throttle.Count(context, email: null);
        var request = body.Value;
        var rules = new InputRules();
        Account.CheckEmail("email", request.Email, rules);
        rules.Line("name", request.Name, Account.NameLength);
        Passwords.Check("password", request.Password, rules);
        if (!Secrets.TryHash(request.Code, out var code))
            rules.Add("code", "It is not the code of a link. Open the link that the server printed.");
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        var owner = new CreateUser(UserId.New(time.Now()), request.Email!, request.Name!, await passwords.HashAsync(request.Password!, context.RequestAborted),
            IsAdministrator: true, OnlyFirst: true);
        var command = new SetUp(owner, code!);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.SetUp();
                need.AccountWithEmail(owner.Email);
            },
            command.Decide, _ => true, context.RequestAborted)
        {
            By = new(owner.Id),
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        // A new account has no second factor, but this is not the place to rely on it.
        return await signingIn.EnterAsync(context, owner.Id) is { } me ? TypedResults.Created("/api/users/me", me) : SigningIn.SecondFactorRequired();
    }
}

using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class ChoosePasswordEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/password", HandleAsync)
        .OpenToAll("whoever has the link has no password yet, or has lost it")
        .WithTags("Users")
        .WithName("choosePassword")
        .WithSummary("Choose a password by a link, and sign in.")
        .WithDescription("""
            The link is good once. Every sign-in of before ends. The answer sets the cookie of the sign-in, unless
            the account has a second factor: then the password is chosen, and the code is asked for next.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<Me>()
        .Refuses(StatusCodes.Status401Unauthorized, "second-factor-required")
        .FromOwnPages()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ChoosePasswordRequest> body, HttpContext context, Passwords passwords, SigningIn signingIn, SignInThrottle throttle, Notices notices, Commits commits)
    {
        throttle.Count(context, email: null);
        var rules = new InputRules();
        Passwords.Check("password", body.Value.Password, rules);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        if (!Secrets.TryHash(body.Value.Code, out var code))
            return Problems.From(UseLink.Useless);
        var command = new UseLink(code, await passwords.HashAsync(body.Value.Password!, context.RequestAborted));
        UserId? user = null;
        var outcome = await commits.CommitAsync(new Change<Account>(
            need => need.LinkWithHash(code),
            state =>
            {
                user = command.Find(state);
                return command.Decide(state);
            },
            state => state.Accounts.Get(user!.Value), context.RequestAborted)
        {
            By = Actor.Program,
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        notices.PasswordChanged(outcome.Value!);
        return await signingIn.AnswerAsync(context, outcome.Value!.Id);
    }
}

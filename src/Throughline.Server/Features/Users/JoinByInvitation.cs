using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Members;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class JoinByInvitationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/invitation/account", HandleAsync)
        .OpenToAll("whoever has the link makes themselves an account by it")
        .WithTags("Projects")
        .WithName("joinByInvitation")
        .WithSummary("Make an account by an invitation, and sign in.")
        .WithDescription("It is of the address that the invitation was sent to, and in the project at once. 409 for whoever has an account: they sign in and take the invitation.")
        .WithMetadata(new Unrepeatable())
        .Produces<Me>(StatusCodes.Status201Created)
        .FromOwnPages()
        .Refuses(StatusCodes.Status409Conflict, "email-taken")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<JoinByInvitationRequest> body, HttpContext context, NpgsqlDataSource dataSource, Passwords passwords, SigningIn signingIn, SignInThrottle throttle,
        Commits commits, TimeProvider time)
    {
        throttle.Count(context, email: null);
        var rules = new InputRules();
        rules.Line("name", body.Value.Name, Account.NameLength);
        Passwords.Check("password", body.Value.Password, rules);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        if (!Secrets.TryHash(body.Value.Code, out var code) || await InvitedTo.FindAsync(dataSource, code, context.RequestAborted) is not { } invited)
            return Problems.From(TakeInvitation.Useless);
        var account = new CreateUser(UserId.New(time.Now()), invited.Email, body.Value.Name!, await passwords.HashAsync(body.Value.Password!, context.RequestAborted),
            IsAdministrator: false);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                invited.Need(need);
                need.AccountWithEmail(invited.Email);
            },
            new JoinByInvitation(code, account).Decide, _ => true, context.RequestAborted)
        {
            By = new(account.Id),
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        return await signingIn.EnterAsync(context, account.Id) is { } me ? TypedResults.Created("/api/users/me", me) : SigningIn.SecondFactorRequired();
    }
}

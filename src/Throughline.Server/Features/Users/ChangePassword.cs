using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class ChangePasswordEndpoint
{
    public static void Map(RouteGroupBuilder me) => me.MapPost("/password", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("changePassword")
        .WithSummary("Change your password.")
        .WithDescription("All other sign-ins of yours end. Tokens stay; revoke those that you doubt.")
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ChangePasswordRequest> body, Rights rights, HttpContext context, Passwords passwords, ProveAgain again, Notices notices, Commits commits)
    {
        var rules = new InputRules();
        Passwords.Check("new", body.Value.New, rules);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        if (await again.WhyNotAsync("current", body.Value.Current, rights, context) is { } wrong)
            return Problems.From(wrong);
        var command = new ChangePassword(rights.User, await passwords.HashAsync(body.Value.New!, context.RequestAborted), rights.SignIn);
        var outcome = await commits.CommitAsync(new Change<Account>(
            need =>
            {
                need.User(rights.User);
                need.SignIns(rights.User);
            },
            command.Decide, state => state.Accounts.Get(rights.User), context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        notices.PasswordChanged(outcome.Value!);
        return TypedResults.NoContent();
    }
}

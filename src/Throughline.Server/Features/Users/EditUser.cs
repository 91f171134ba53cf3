using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

static class EditUserEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("editUser")
        .WithSummary("Disable or enable a user, make them an administrator, or give them another mail address.")
        .WithDescription("""
            Needs If-Match with the version that was read. Whoever is disabled is signed out everywhere, and their tokens are good for nothing until they are
            enabled. A new mail address counts at once; the one until then is told by mail, where this server sends mail.
            """)
        .Produces<UserResponse>()
        .Refuses(StatusCodes.Status409Conflict, "last-administrator", "email-taken");

    static async Task<IResult> HandleAsync(string id, Body<EditUserRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits, Notices notices)
    {
        var email = body.Value.Email.IsGiven ? body.Value.Email.Value ?? "" : null;
        var command = new EditUser(Queries.PathId<UserId>("user", id), body.Value.IsAdministrator, body.Value.IsDisabled, match.Version, email);
        (Account? Before, Account? After) account = default;
        var answer = await commits.AnswerAsync(context, rights,
            need =>
            {
                need.User(command.Id);
                need.SignIns(command.Id);
                need.Administrators();
                if (email is null)
                    return;
                need.Links(command.Id);
                need.AddressChange(command.Id);
                need.AccountWithEmail(email);
            },
            _ => null,
            state =>
            {
                account.Before = state.Accounts.Find(command.Id);
                return command.Decide(state);
            },
            state =>
            {
                account.After = state.Accounts.Find(command.Id);
                return UsersFeature.ResponseOf(state, command.Id);
            },
            user => Commits.Ok(user, UsersJson.Default.UserResponse, user.Version));
        if (account is ({ } before, { } after) && before.Email != after.Email)
            notices.AddressChanged(before);
        return answer;
    }
}

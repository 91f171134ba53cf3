using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Users;

static class CreatePasswordLinkEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("/{id}/password-link", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("createPasswordLink")
        .WithSummary("Make a link by which a user chooses a password.")
        .WithDescription("Good once and for three days; one that was made before is good no more. It goes to them by mail; where this server sends none the answer has it: give it to them, whoever has it can use it.")
        .Produces<PasswordLinkResponse>(StatusCodes.Status201Created);

    static async Task<IResult> HandleAsync(string id, Rights rights, HttpContext context, Commits commits, Outbox outbox)
    {
        var link = PasswordLink.New(Queries.PathId<UserId>("user", id));
        var outcome = await commits.CommitAsync(new Change<(Instant Now, Account Account)>(
            need =>
            {
                need.User(link.Command.UserId);
                need.Links(link.Command.UserId);
            },
            link.Command.Decide, state => (state.Now, state.Accounts.Get(link.Command.UserId)), context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        var (now, account) = outcome.Value;
        if (outbox.IsSetUp)
            outbox.Post(PasswordLetter.ByAdministrator(account.Email, account.Name, outbox.LinkTo(link.Path)));
        return TypedResults.Created((string?)null, link.ToResponse(now, outbox.IsSetUp));
    }
}

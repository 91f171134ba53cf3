using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Users;

static class CreateUserEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("createUser")
        .WithSummary("Make a user.")
        .WithDescription("They choose their password by a link, good once and for three days. It goes to them by mail; where this server sends none the answer has it, once: give it to them.")
        .WithMetadata(new Unrepeatable())
        .Produces<UserResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "email-taken");

    static async Task<IResult> HandleAsync(Body<CreateUserRequest> body, Rights rights, HttpContext context, Commits commits, Outbox outbox, TimeProvider time)
    {
        var request = body.Value;
        var command = new CreateUser(UserId.New(time.Now()), request.Email ?? "", request.Name ?? "", PasswordHash: null, request.IsAdministrator.Or(false));
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        var link = PasswordLink.New(command.Id);
        var outcome = await commits.CommitAsync(new Changes<(Refusal? Refusal, UserResponse? User)>(
            need =>
            {
                need.AccountWithEmail(command.Email);
                need.Links(command.Id);
            },
            state => Decide(command, link, state),
            (state, decisions) => (decisions[0].Refusal, decisions[0].Refusal is null ? UsersFeature.ResponseOf(state, command.Id, link.ToResponse(state.Now, outbox.IsSetUp)) : null),
            context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Value.Refusal is { } refused)
            return Problems.From(refused);
        if (outbox.IsSetUp)
            outbox.Post(PasswordLetter.Welcome(command.Email, command.Name, outbox.LinkTo(link.Path)));
        context.Response.Headers.ETag = IfMatch.ETag(outcome.Value.User!.Version);
        return TypedResults.Created($"/api/users/{command.Id}", outcome.Value.User);
    }

    static IEnumerable<Decision> Decide(CreateUser command, PasswordLink link, State state)
    {
        var made = command.Decide(state);
        yield return made;
        if (made.Refusal is null)
            yield return link.Command.Decide(state);
    }
}

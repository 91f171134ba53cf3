using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Mail;
using Throughline.Server.Mail.Letters;

namespace Throughline.Server.Features.Users;

static class AskNewAddressEndpoint
{
    static readonly Duration Lasts = Duration.FromDays(1);

    public static void Map(RouteGroupBuilder me) => me.MapPost("/email", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("askNewAddress")
        .WithSummary("Ask for another mail address.")
        .WithDescription("""
            A link goes to each of the two addresses, good once and for a day; the account has the new one when both were used. A later wish replaces an earlier
            one. Whether another account has the address is told to nobody who does not read its mail. 409: this server sends no mail; an administrator
            can change the address.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<AddressChangeResponse>(StatusCodes.Status202Accepted)
        .Refuses(StatusCodes.Status409Conflict, "mail-not-set-up")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<AskNewAddressRequest> body, Rights rights, HttpContext context, ProveAgain again, LetterThrottle letters, Outbox outbox, Commits commits)
    {
        if (!outbox.IsSetUp)
            return Problems.From(ForgotPasswordEndpoint.MailNotSetUp);
        var ((newCode, newHash), (oldCode, oldHash)) = (Secrets.New(), Secrets.New());
        var command = new AskNewAddress(rights.User, body.Value.Email ?? "", (Guid.NewGuid(), newHash), (Guid.NewGuid(), oldHash), Lasts);
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        if (await again.WhyNotAsync("password", body.Value.Password, rights, context) is { } wrong)
            return Problems.From(wrong);
        letters.Count(context, command.Email);
        var outcome = await commits.CommitAsync(new Change<(Account Account, AddressChange? Change)>(
            need =>
            {
                need.User(rights.User);
                need.Links(rights.User);
                need.AddressChange(rights.User);
            },
            command.Decide, state => (state.Accounts.Get(rights.User), state.AddressChanges.Find(rights.User)), context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        var (account, change) = outcome.Value;
        outbox.Post(AddressLetter.ToNew(command.Email, account.Name, outbox.LinkTo($"/confirm#{newCode}")));
        outbox.Post(AddressLetter.ToOld(account.Email, account.Name, command.Email, outbox.LinkTo($"/confirm#{oldCode}")));
        return TypedResults.Accepted((string?)null, AddressChangeResponse.Of(change));
    }
}

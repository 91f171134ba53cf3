using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Mail;

namespace Throughline.Server.Features.Users;

static class ForgotPasswordEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/password/forgotten", Handle)
        .OpenToAll("whoever has lost their password can't sign in")
        .WithTags("Users")
        .WithName("forgotPassword")
        .WithSummary("Have a link sent by which one chooses a new password.")
        .WithDescription("""
            Answered alike, and as fast, whether or not there is such an account: what is done about it is done afterwards. The link is good once and for an
            hour, and only while the account has the address that it was sent to. 409: this server sends no mail; an administrator makes a link.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status202Accepted)
        .Refuses(StatusCodes.Status409Conflict, "mail-not-set-up")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static IResult Handle(Body<ForgotPasswordRequest> body, HttpContext context, Outbox outbox, LetterThrottle throttle, Forgotten forgotten)
    {
        if (!outbox.IsSetUp)
            return Problems.From(MailNotSetUp);
        var rules = new InputRules();
        Account.CheckEmail("email", body.Value.Email, rules);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        throttle.Count(context, body.Value.Email!);
        // Full for everybody alike.
        return forgotten.TryAsk(body.Value.Email!) ? TypedResults.Accepted((string?)null) : throw new OverloadedException();
    }

    internal static Refusal MailNotSetUp => Refusal.Conflict("mail-not-set-up", "This server sends no mail. Ask an administrator: they can do it for you.");
}

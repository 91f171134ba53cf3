using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class ConfirmAddressEndpoint
{
    const string Sql = """
        SELECT c.user_id, c.email
        FROM links l
        JOIN address_changes c ON c.user_id = l.user_id
        WHERE l.hash = @code
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/email", HandleAsync)
        .OpenToAll("whoever has the link reads the mail of the address, wherever they are signed in")
        .WithTags("Users")
        .WithName("confirmAddress")
        .WithSummary("Agree to a change of mail address, by a link.")
        .WithDescription("Each link is good once. isChanged tells whether it was the second of the two, with which the account has the new address.")
        .WithMetadata(new Unrepeatable())
        .Produces<ConfirmedAddress>()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ConfirmAddressRequest> body, HttpContext context, NpgsqlDataSource dataSource, SignInThrottle throttle, Notices notices, Commits commits)
    {
        throttle.Count(context, email: null);
        if (!Secrets.TryHash(body.Value.Code, out var code))
            return Problems.From(ConfirmAddress.Useless);
        Guid id;
        string? email;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            (id, email) = await connection.QuerySingleOrDefaultAsync<(Guid, string?)>(new CommandDefinition(Sql, new { code }, cancellationToken: context.RequestAborted));
        if (email is null)
            return Problems.From(ConfirmAddress.Useless);
        var user = new UserId(id);
        Account? before = null;
        var outcome = await commits.CommitAsync(new Change<(Account Account, bool IsChanged)>(
            need =>
            {
                need.User(user);
                need.Links(user);
                need.AddressChange(user);
                need.AccountWithEmail(email);
            },
            state =>
            {
                before = state.Accounts.Find(user);
                return new ConfirmAddress(code).Decide(state);
            },
            state => (state.Accounts.Get(user), state.AddressChanges.Find(user) is null), context.RequestAborted)
        {
            // Whoever reads a mailbox need not be signed in.
            By = new(user),
        });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        if (outcome.Value.IsChanged)
            notices.AddressChanged(before!);
        return TypedResults.Ok(new ConfirmedAddress(outcome.Value.IsChanged));
    }
}

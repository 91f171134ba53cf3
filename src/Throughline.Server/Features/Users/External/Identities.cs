using Dapper;
using Microsoft.AspNetCore.Authentication;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.External;

static class IdentitiesEndpoint
{
    const string Sql = "SELECT provider, label, created_at FROM external_logins WHERE user_id = @user ORDER BY created_at, provider";

    public static void Map(RouteGroupBuilder me)
    {
        me.MapGet("/identities", ListAsync)
            .Requires(Permission.SeeAccount)
            .WithName("listIdentities")
            .WithSummary("Accounts elsewhere by which you are signed in.")
            .WithDescription("All of them, the oldest first.")
            .Produces<Page<IdentityResponse>>();
        me.MapPost("/identities/{provider}", ConnectAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("connectIdentity")
            .WithSummary("Connect an account elsewhere with yours.")
            .WithDescription("Lead the browser to the address that is answered: when it comes back, whoever is signed in there is signed in here too. Only in a browser.")
            .WithMetadata(new Unrepeatable())
            .Produces<DepartureResponse>()
            .Refuses(StatusCodes.Status403Forbidden, "forbidden");
        me.MapDelete("/identities/{provider}", DisconnectAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("disconnectIdentity")
            .WithSummary("Disconnect an account elsewhere from yours.")
            .WithDescription("It signs you in no more. One way to sign in stays: a password, a passkey, or another account elsewhere.")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status409Conflict, "last-way-in");
    }

    static async Task<IResult> ListAsync(Rights rights, NpgsqlDataSource dataSource, Providers providers, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<(string Provider, string Label, DateTime CreatedAt)>(
            new CommandDefinition(Sql, new { user = rights.User.Value }, cancellationToken: context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Page<IdentityResponse>(
            [.. rows.Select(r => new IdentityResponse(r.Provider, providers.Find(r.Provider)?.DisplayName ?? r.Provider, r.Label, Instant.FromDateTimeUtc(r.CreatedAt)))], null));
    }

    static async Task<IResult> ConnectAsync(string provider, Rights rights, HttpContext context, Providers providers, PublicAddress address)
    {
        if (providers.Find(provider) is not { } found)
            return Problems.From(Refusal.NotFound("provider"));
        if (rights.SignIn is not { } signIn)
            return Problems.From(StatusCodes.Status403Forbidden, "forbidden", "It is done in a browser in which you are signed in.");
        var properties = new AuthenticationProperties
        {
            RedirectUri = "/account",
            Items = { [Travel.User] = rights.User.ToString(), [Travel.SignIn] = signIn.ToString() },
        };
        return TypedResults.Ok(new DepartureResponse(await Travel.DepartAsync(context, found, address, properties)));
    }

    static async Task<IResult> DisconnectAsync(string provider, Rights rights, HttpContext context, Commits commits)
    {
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.User(rights.User);
                need.Factors(rights.User);
                need.ExternalLogins(rights.User);
            },
            new DisconnectIdentity(provider, rights.User).Decide, _ => true, context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.NoContent();
    }
}

using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class NewAddressEndpoint
{
    const string Sql = "SELECT email, new_confirmed, old_confirmed, expires_at FROM address_changes WHERE user_id = @user AND expires_at > @now";

    public static void Map(RouteGroupBuilder me)
    {
        me.MapGet("/email", GetAsync)
            .Requires(Permission.SeeAccount)
            .WithName("getNewAddress")
            .WithSummary("The mail address that you asked for and do not have yet.")
            .WithDescription("pending is null when you asked for none, or it was confirmed, cancelled or not confirmed in time.")
            .Produces<AddressChangeResponse>();
        me.MapDelete("/email", CancelAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("cancelNewAddress")
            .WithSummary("Keep the mail address that you have.")
            .WithDescription("The links that were sent are good for nothing any more. 404: you asked for no other address.")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound, "not-found");
    }

    static async Task<IResult> GetAsync(Rights rights, NpgsqlDataSource dataSource, TimeProvider time, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<(string Email, bool New, bool Old, DateTime ExpiresAt)?>(
            new CommandDefinition(Sql, new { user = rights.User.Value, now = time.GetUtcNow().UtcDateTime }, cancellationToken: context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(AddressChangeResponse.Of(row is var (email, isNew, isOld, end)
            ? new AddressChange(rights.User, email, isNew, isOld, Instant.FromDateTimeUtc(end))
            : null));
    }

    static async Task<IResult> CancelAsync(Rights rights, HttpContext context, Commits commits)
    {
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.Links(rights.User);
                need.AddressChange(rights.User);
            },
            new CancelNewAddress(rights.User).Decide, _ => true, context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.NoContent();
    }
}

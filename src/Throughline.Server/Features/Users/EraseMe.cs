using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class EraseMeEndpoint
{
    const string Sql = "SELECT email, password_hash FROM accounts WHERE id = @id";

    public static void Map(RouteGroupBuilder me) => me.MapDelete("", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("eraseMe")
        .WithSummary("Delete your account.")
        .WithDescription("""
            Nothing personal of you is kept: not your name, mail address, password, tokens, sign-ins or network addresses. What you did in projects stays, under a
            pseudonym. It can't be undone.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "last-administrator", "last-owner")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<EraseMeRequest> body, Rights rights, HttpContext context, NpgsqlDataSource dataSource, Passwords passwords, SignInThrottle throttle, ProjectDirectory projects, Commits commits)
    {
        string email;
        string? hash;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            (email, hash) = await connection.QuerySingleAsync<(string, string?)>(
                new CommandDefinition(Sql, new { id = rights.User.Value }, cancellationToken: context.RequestAborted));
        throttle.Count(context, email);
        if (!await passwords.IsRightAsync(hash, body.Value.Password ?? "", context.RequestAborted))
            return Problems.From(Refusal.Invalid("password", "It is not your password."));
        var command = new EraseUser(rights.User, projects.KeyOf);
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.WholeUser(command.Id), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        SignInCookie.Clear(context);
        return TypedResults.NoContent();
    }
}

using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.Lockout;

namespace Throughline.Server.Features.Users;

static class SignInEndpoint
{
    const string Sql = """
        SELECT u.id, a.password_hash
        FROM accounts a
        JOIN users u ON u.id = a.id
        WHERE a.email_key = @key AND NOT u.is_disabled
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/sign-in", HandleAsync)
        .OpenToAll("whoever signs in is nobody yet")
        .WithTags("Users")
        .WithName("signIn")
        .WithSummary("Sign in, in a browser.")
        .WithDescription("""
            The answer sets a cookie, which other sites' requests don't carry and scripts don't see. It never says whether there is such an account. Programs
            use a token instead. After five wrong tries in a row the next has to wait, a minute at first and fifteen at most. For an account with a second
            factor the right password is answered 401 `second-factor-required`, and `POST /api/sign-in/second-factor` comes next.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<Me>()
        .Refuses(StatusCodes.Status401Unauthorized, "wrong-credentials", "second-factor-required")
        .FromOwnPages()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<SignInRequest> body, HttpContext context, NpgsqlDataSource dataSource, Passwords passwords, SigningIn signingIn, SignInThrottle throttle,
        Tries tries, FailedSignIns failed)
    {
        var (email, password) = (body.Value.Email ?? "", body.Value.Password ?? "");
        if (email.Length is 0 or > Account.EmailLength || password.Length is 0 or > Passwords.Longest || email.Contains('\0', StringComparison.Ordinal))
            return Wrong();
        throttle.Count(context, email);
        await tries.CheckAsync(email, context.RequestAborted);
        Guid id;
        string? hash;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            (id, hash) = await connection.QuerySingleOrDefaultAsync<(Guid, string?)>(
                new CommandDefinition(Sql, new { key = Account.KeyOf(email) }, cancellationToken: context.RequestAborted));
        if (!await passwords.IsRightAsync(hash, password, context.RequestAborted))
        {
            await tries.CountAsync(email);
            failed.Count(id == Guid.Empty ? null : new UserId(id));
            return Wrong();
        }
        // Of many who try at once, those who come after the last wrong one that is free don't get to know.
        await tries.CheckAsync(email, context.RequestAborted);
        return await signingIn.AnswerAsync(context, new UserId(id));
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Wrong() =>
        Problems.From(StatusCodes.Status401Unauthorized, "wrong-credentials", "Mail address or password is wrong.");
}

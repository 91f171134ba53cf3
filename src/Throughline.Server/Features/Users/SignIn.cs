using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

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
            use a token instead.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<Me>()
        .Refuses(StatusCodes.Status401Unauthorized, "wrong-credentials")
        .Refuses(StatusCodes.Status403Forbidden, "foreign-origin")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<SignInRequest> body, HttpContext context, NpgsqlDataSource dataSource, Passwords passwords, SigningIn signingIn, SignInThrottle throttle)
    {
        // Another site must not sign somebody in as somebody else.
        if (!SameOrigin.Allows(context.Request))
            return Problems.From(StatusCodes.Status403Forbidden, "foreign-origin", "Only pages of this server's own origin may sign anybody in.");
        var (email, password) = (body.Value.Email ?? "", body.Value.Password ?? "");
        if (email.Length is 0 or > Account.EmailLength || password.Length is 0 or > Passwords.Longest || email.Contains('\0', StringComparison.Ordinal))
            return Wrong();
        throttle.Count(context, email);
        Guid id;
        string? hash;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            (id, hash) = await connection.QuerySingleOrDefaultAsync<(Guid, string?)>(
                new CommandDefinition(Sql, new { key = Account.KeyOf(email) }, cancellationToken: context.RequestAborted));
        return await passwords.IsRightAsync(hash, password, context.RequestAborted)
            ? TypedResults.Ok(await signingIn.StartAsync(context, new UserId(id)))
            : Wrong();
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Wrong() =>
        Problems.From(StatusCodes.Status401Unauthorized, "wrong-credentials", "Mail address or password is wrong.");
}

using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.Lockout;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users.Authenticators;

static class SecondStepEndpoint
{
    const string Sql = """
        SELECT l.user_id, c.email, a.secret
        FROM links l
        JOIN accounts c ON c.id = l.user_id
        LEFT JOIN authenticators a ON a.user_id = l.user_id AND a.is_on
        WHERE l.hash = @hash AND l.purpose = 2 AND l.expires_at > @now
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/sign-in/second-factor", HandleAsync)
        .OpenToAll("whoever is at the second step is not signed in yet; the cookie of the first lets them try")
        .WithTags("Users")
        .WithName("showSecondFactor")
        .WithSummary("Show the second factor, and be signed in.")
        .WithDescription("""
            With the cookie that the first step set, which is good for five minutes, five wrong codes, and nothing else. A code is taken once. The answer sets the
            cookie of the sign-in.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<Me>()
        .Refuses(StatusCodes.Status401Unauthorized, "second-factor-over")
        .FromOwnPages()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<SecondStepRequest> body, HttpContext context, NpgsqlDataSource dataSource, AuthenticatorSecrets secrets, SignInThrottle throttle, Tries tries,
        FailedSignIns failed, SigningIn signingIn, Commits commits, TimeProvider time)
    {
        throttle.Count(context, email: null);
        if (SigningIn.SecondStepCookie.Read(context.Request) is not { } cookie || !Secrets.TryHash(cookie, out var hash) || await FindAsync(hash) is not { } pending)
            return Over(context);
        await tries.CheckAsync(pending.Email, context.RequestAborted);

        var code = body.Value.Code ?? "";
        var step = pending.Secret is null ? null : secrets.StepOf(pending.Secret, code, time.Now());
        var command = new ProveSecondStep(hash, pending.Secret, step, step is null ? RecoveryCodes.HashOf(code) : null);
        var (isRight, isOver) = (false, false);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need => need.LinkWithHash(hash),
            state =>
            {
                isRight = command.IsRight(state);
                return command.Decide(state);
            },
            state => isOver = command.Find(state) is null, context.RequestAborted)
        {
            By = new(new UserId(pending.UserId)),
        });
        if (outcome.Refusal is not null)
            return Over(context);
        if (isRight)
        {
            SigningIn.SecondStepCookie.Clear(context);
            return await signingIn.AnswerAsync(context, new UserId(pending.UserId), isProvenTwice: true);
        }
        await tries.CountAsync(pending.Email);
        failed.Count(new UserId(pending.UserId));
        return isOver ? Over(context) : Problems.From(Refusal.Invalid("code", "It is not right, or was used before. Take the one that is shown next."));

        async Task<(Guid UserId, string Email, byte[]? Secret)?> FindAsync(byte[] hash)
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var found = await connection.QuerySingleOrDefaultAsync<(Guid UserId, string Email, byte[]? Secret)>(
                new CommandDefinition(Sql, new { hash, now = time.GetUtcNow().UtcDateTime }, cancellationToken: context.RequestAborted));
            return found.Email is null ? null : found;
        }
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Over(HttpContext context)
    {
        SigningIn.SecondStepCookie.Clear(context);
        return Problems.From(ProveSecondStep.Over, StatusCodes.Status401Unauthorized);
    }
}

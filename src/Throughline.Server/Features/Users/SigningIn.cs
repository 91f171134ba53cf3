using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Users.Lockout;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

/// <summary>
/// What every way to sign in ends with: a sign-in of its own, its cookie, and the answer who it is. Or, for an account with a second factor that
/// was not shown, a cookie that is good for showing it and for nothing else.
/// </summary>
sealed class SigningIn(Commits commits, NpgsqlDataSource dataSource, AccessDirectory directory, Tries tries, TimeProvider time)
{
    const string Sql = "SELECT name, email FROM accounts WHERE id = @id";

    /// <summary>How long somebody may take to show their second factor.</summary>
    public static readonly Duration SecondStepLasts = Duration.FromMinutes(5);

    /// <summary>Keeps the code of a sign-in that waits for its second factor.</summary>
    public static readonly SafeCookie SecondStepCookie = new("second-factor");

    /// <summary>200 with who it is, or 401 <c>second-factor-required</c>.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public async Task<IResult> AnswerAsync(HttpContext context, UserId user, bool isProvenTwice = false) =>
        await EnterAsync(context, user, isProvenTwice) is { } me ? TypedResults.Ok(me) : SecondFactorRequired();

    /// <summary>For whoever is led to another page after it.</summary>
    /// <returns>False: they are not signed in, and have to show their second factor first.</returns>
    /// <inheritdoc cref="EnterAsync"/>
    public async Task<bool> StartAsync(HttpContext context, UserId user, bool isProvenTwice = false) => await EnterAsync(context, user, isProvenTwice) is not null;

    /// <param name="user">Who has proved who they are.</param>
    /// <param name="isProvenTwice">They showed the second factor too, or what needs none.</param>
    /// <returns>Null: they are not signed in, and have to show their second factor first.</returns>
    /// <exception cref="RefusedException">The user was disabled meanwhile.</exception>
    public async Task<Me?> EnterAsync(HttpContext context, UserId user, bool isProvenTwice = false)
    {
        var (secret, hash) = Secrets.New();
        var command = new StartSignIn(SignInId.New(time.Now()), user, SignInCookie.Lasts, hash, context.Request.Headers.UserAgent.ToString(), isProvenTwice);
        // Decided on the factors as they are under the lock: no way to sign in gets past here without them.
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.User(user);
                need.Factors(user);
            },
            command.Decide, _ => true, context.RequestAborted)
        {
            By = new(user),
        });
        if (outcome.Refusal?.Code == StartSignIn.SecondFactorRequired)
        {
            await OfferSecondStepAsync(context, user);
            return null;
        }
        if (outcome.Refusal is { } refusal)
            throw new RefusedException(refusal);
        SignInCookie.Set(context, secret);
        var me = await MeAsync(user, CredentialKind.SignIn, command.Id, Scopes.All, context.RequestAborted);
        await tries.ForgetAsync(me.Email, context.RequestAborted);
        return me;
    }

    public Task<Me> MeAsync(Rights rights, CancellationToken cancellation) => MeAsync(rights.User, rights.Credential.Kind,
        rights.SignIn, rights.Credential.Scopes, cancellation);

    public static IResult SecondFactorRequired() => Problems.From(StatusCodes.Status401Unauthorized, StartSignIn.SecondFactorRequired,
        "Now show a code of your authenticator, or one of your recovery codes.");

    async Task OfferSecondStepAsync(HttpContext context, UserId user)
    {
        var (code, hash) = Secrets.New();
        var offer = new OfferSecondStep(Guid.NewGuid(), user, hash, SecondStepLasts);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.User(user);
                need.Links(user);
            },
            offer.Decide, _ => true, context.RequestAborted)
        {
            By = new(user),
        });
        if (outcome.Refusal is { } refusal)
            throw new RefusedException(refusal);
        SecondStepCookie.Set(context, code, SecondStepLasts);
    }

    async Task<Me> MeAsync(UserId user, CredentialKind kind, SignInId? signIn, Scopes scopes, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var (name, email) = await connection.QuerySingleAsync<(string, string)>(new CommandDefinition(Sql, new { id = user.Value }, cancellationToken: cancellation));
        return new Me(user, name, email, directory.UserOf(user)?.Rights.IsAdministrator == true, kind == CredentialKind.Demo, signIn, scopes);
    }
}

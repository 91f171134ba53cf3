using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

/// <summary>What every way to sign in ends with: a sign-in of its own, its cookie, and the answer who it is.</summary>
sealed class SigningIn(Commits commits, NpgsqlDataSource dataSource, AccessDirectory directory, TimeProvider time)
{
    const string Sql = "SELECT name, email FROM accounts WHERE id = @id";

    /// <exception cref="RefusedException">The user was disabled meanwhile.</exception>
    public async Task<Me> StartAsync(HttpContext context, UserId user)
    {
        var (secret, hash) = Secrets.New();
        var command = new StartSignIn(SignInId.New(time.Now()), user, SignInCookie.Lasts, hash, context.Request.Headers.UserAgent.ToString());
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.User(user), command.Decide, _ => true, context.RequestAborted) { By = new(user) });
        if (outcome.Refusal is { } refusal)
            throw new RefusedException(refusal);
        SignInCookie.Set(context, secret);
        return await MeAsync(user, CredentialKind.SignIn, command.Id, Scopes.All, context.RequestAborted);
    }

    public Task<Me> MeAsync(Rights rights, CancellationToken cancellation) => MeAsync(rights.User, rights.Credential.Kind,
        rights.SignIn, rights.Credential.Scopes, cancellation);

    async Task<Me> MeAsync(UserId user, CredentialKind kind, SignInId? signIn, Scopes scopes, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var (name, email) = await connection.QuerySingleAsync<(string, string)>(new CommandDefinition(Sql, new { id = user.Value }, cancellationToken: cancellation));
        return new Me(user, name, email, directory.UserOf(user)?.Rights.IsAdministrator == true, kind == CredentialKind.Demo, signIn, scopes);
    }
}

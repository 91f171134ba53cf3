using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Passkeys;

/// <summary>Who somebody is, by what their passkey answered.</summary>
sealed class PasskeySignIn(PasskeyCeremony ceremony, NpgsqlDataSource dataSource, Commits commits)
{
    const string Sql = "SELECT id FROM passkeys WHERE credential_id = @credentialId";

    /// <returns>Null: it is nobody's, the answer is not right, or it is used a second time.</returns>
    public async Task<UserId?> FindAsync(HttpContext context, string credential)
    {
        if (credential.Length > ProofRequest.CredentialLength || await ceremony.AnsweredAsync(context, credential) is not var (passkey, owner))
            return null;
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var id = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(Sql, new { credentialId = passkey.CredentialId }, cancellationToken: context.RequestAborted));
        var command = new UsePasskey(new(id ?? default), owner, passkey.SignCount);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.User(owner);
                need.Factors(owner);
            },
            command.Decide, _ => true, context.RequestAborted)
        {
            By = new(owner),
        });
        return outcome.Refusal is null ? owner : null;
    }
}

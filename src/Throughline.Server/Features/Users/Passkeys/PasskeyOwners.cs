using Dapper;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Features.Users.Passkeys;

/// <summary>Somebody as the framework's passkey handler knows them: by their id.</summary>
sealed record PasskeyOwner(UserId Id);

/// <summary>
/// What the framework's passkey handler asks for while it checks an answer: whose a passkey is, and its public key. It only reads; what is to be
/// written is a change of the journal's like any other.
/// </summary>
sealed class PasskeyOwners(NpgsqlDataSource dataSource) : IUserPasskeyStore<PasskeyOwner>
{
    const string UserSql = "SELECT EXISTS (SELECT FROM users u JOIN accounts a ON a.id = u.id WHERE u.id = @id AND NOT u.is_disabled)";

    const string OwnerSql = "SELECT user_id FROM passkeys WHERE credential_id = @credentialId";

    const string Sql = """
        SELECT credential_id AS "CredentialId", public_key AS "PublicKey", sign_count AS "SignCount", transports, is_synced AS "IsSynced", created_at AS "CreatedAt"
        FROM passkeys
        WHERE user_id = @user AND (@credentialId::bytea IS NULL OR credential_id = @credentialId)
        """;

    public async Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Ids.TryParse<UserId>(userId, out var id))
            return null;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(UserSql, new { id = id.Value }, cancellationToken: cancellationToken)) ? new PasskeyOwner(id) : null;
    }

    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(OwnerSql, new { credentialId }, cancellationToken: cancellationToken)) is { } id ? new PasskeyOwner(new(id)) : null;
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await ReadAsync(user, credentialId, cancellationToken)).SingleOrDefault();

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) => await ReadAsync(user, null, cancellationToken);

    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id.ToString());

    public void Dispose()
    {
    }

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Reads();

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Reads();

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Reads();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw Reads();

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw Reads();

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw Reads();

    async Task<List<UserPasskeyInfo>> ReadAsync(PasskeyOwner user, byte[]? credentialId, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { user = user.Id.Value, credentialId }, cancellationToken: cancellation));
        return [.. rows.Select(r => r.ToInfo())];
    }

    static NotSupportedException Reads() => new("Accounts are changed through the journal.");

    // An array among the columns can't be given to a constructor.
    sealed record Row
    {
        public required byte[] CredentialId { get; init; }
        public required byte[] PublicKey { get; init; }
        public required long SignCount { get; init; }
        public required string[] Transports { get; init; }
        public required bool IsSynced { get; init; }
        public required DateTime CreatedAt { get; init; }

        // Whether it is on several devices just now is not kept: nothing is decided by it. Nor is how it was made.
        public UserPasskeyInfo ToInfo() => new(CredentialId, PublicKey, new DateTimeOffset(CreatedAt), (uint)SignCount, Transports, isUserVerified: true, IsSynced, isBackedUp: false, [], []);
    }
}

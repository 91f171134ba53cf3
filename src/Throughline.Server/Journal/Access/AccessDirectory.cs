using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal.Access;

/// <summary>
/// Who may do what, in this node's memory. It follows the journal, so it is never older than an answer of this node, and what is taken from
/// somebody on another node is taken here as soon as the fact arrives. Secrets' hashes are in no fact: they are looked up once.
/// </summary>
public sealed class AccessDirectory(NpgsqlDataSource dataSource, JournalReader reader, JournalTail tail, TimeProvider time) : IHostedLifecycleService
{
    const string ReadSql = """
        SELECT id, is_administrator, is_disabled FROM users;
        SELECT m.user_id, m.project_id, m.role FROM members m JOIN projects p ON p.id = m.project_id;
        SELECT id, user_id, scopes, expires_at FROM tokens;
        SELECT id, user_id, expires_at FROM sign_ins WHERE expires_at > clock_timestamp();
        SELECT id, hash FROM secrets;
        SELECT id FROM deleted_projects;
        """;

    const string FindSql = "SELECT id FROM secrets WHERE hash = $1";

    readonly ConcurrentDictionary<UserId, UserAccess> _users = new();
    readonly ConcurrentDictionary<Guid, Credential> _credentials = new();
    readonly ConcurrentDictionary<Hash, Guid> _hashes = new();

    FrozenSet<ProjectId> _deleted = [];

    public bool HasUsers => !_users.IsEmpty;

    /// <summary>A user; null: there is none with that id.</summary>
    public UserAccess? UserOf(UserId id) => _users.GetValueOrDefault(id);

    /// <summary>What a secret proves; null: nothing, or nothing any more.</summary>
    /// <param name="hash">SHA-256 of the secret.</param>
    public async ValueTask<Credential?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        var known = new Hash(hash);
        if (!_hashes.TryGetValue(known, out var id))
        {
            if (await LookUpAsync(hash, cancellation) is not { } found)
                return null;
            _hashes[known] = id = found;
        }
        if (_credentials.TryGetValue(id, out var credential))
            return credential.IsGood(time.Now()) ? credential : null;
        _hashes.TryRemove(known, out _);
        return null;
    }

    /// <summary>Drops what is good no more because its time is over.</summary>
    public void ForgetExpired(NodaTime.Instant now)
    {
        foreach (var (id, credential) in _credentials)
            if (credential.ExpiresAt <= now)
                _credentials.TryRemove(id, out _);
        foreach (var (hash, id) in _hashes)
            if (!_credentials.ContainsKey(id))
                _hashes.TryRemove(hash, out _);
    }

    /// <summary>Lets this node act for a user, until the result is disposed. The secret is good on this node alone.</summary>
    public Loan Lend(UserAccess user, Scopes scopes)
    {
        var secret = RandomNumberGenerator.GetBytes(Secrets.Length);
        var hash = new Hash(SHA256.HashData(secret));
        var credential = new Credential(Guid.NewGuid(), CredentialKind.Lent, user, scopes, null);
        _credentials[credential.Id] = credential;
        _hashes[hash] = credential.Id;
        return new Loan(Secrets.TokenOf(secret), () =>
        {
            credential.Revoke();
            _credentials.TryRemove(credential.Id, out _);
            _hashes.TryRemove(hash, out _);
        });
    }

    // The order makes it complete: listen first, then read; what both tell is told twice, which changes nothing.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var early = new List<JournalEntry>();
        var isRead = false;
        tail.Observe(page =>
        {
            lock (early)
                if (!isRead)
                {
                    early.AddRange(page);
                    return;
                }
            Follow(page);
        });
        await ReadAsync(cancellationToken);
        lock (early)
        {
            Follow(early);
            isRead = true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task ReadAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(ReadSql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            Get(new(row.GetGuid(0))).Become(new UserRights(row.GetBoolean(1), row.GetBoolean(2), FrozenDictionary<ProjectId, Role>.Empty) { Deleted = _deleted });
        await row.NextResultAsync(cancellation);
        var roles = new List<(UserId User, ProjectId Project, Role Role)>();
        while (await row.ReadAsync(cancellation))
            roles.Add((new(row.GetGuid(0)), new(row.GetGuid(1)), (Role)row.GetInt16(2)));
        foreach (var mine in roles.GroupBy(r => r.User))
            Change(mine.Key, rights => rights with { Roles = mine.ToFrozenDictionary(r => r.Project, r => r.Role) });
        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            Add(row.GetGuid(0), CredentialKind.Token, new(row.GetGuid(1)), (Scopes)row.GetInt16(2), row.IsDBNull(3) ? null : row.GetInstant(3));
        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            Add(row.GetGuid(0), CredentialKind.SignIn, new(row.GetGuid(1)), Scopes.All, row.GetInstant(2));
        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            _hashes[new Hash(row.GetFieldValue<byte[]>(1))] = row.GetGuid(0);
        await row.NextResultAsync(cancellation);
        var deleted = new List<ProjectId>();
        while (await row.ReadAsync(cancellation))
            deleted.Add(new(row.GetGuid(0)));
        if (deleted.Count > 0)
            Delete(deleted);
    }

    void Follow(IReadOnlyList<JournalEntry> page)
    {
        foreach (var entry in page)
            if (entry.Type.StartsWith("user.", StringComparison.Ordinal) || entry.Type.StartsWith("token.", StringComparison.Ordinal)
                || entry.Type.StartsWith("member.", StringComparison.Ordinal) || entry.Type == ProjectDeleted.TypeName)
                Follow(entry);
    }

    // A fact that can't be read must not stop those who follow the tail: its alarm is raised by the followers that halt at it.
    void Follow(JournalEntry entry)
    {
        try
        {
            var subject = new UserId(entry.SubjectId);
            switch (entry.Fact.Data)
            {
                case UserCreated created:
                    Change(subject, _ => new UserRights(created.IsAdministrator, false, FrozenDictionary<ProjectId, Role>.Empty) { Deleted = _deleted });
                    break;
                case UserEdited edited:
                    Change(subject, rights => rights with
                    {
                        IsAdministrator = edited.IsAdministrator?.New ?? rights.IsAdministrator,
                        IsDisabled = edited.IsDisabled?.New ?? rights.IsDisabled,
                    });
                    break;
                case UserErased:
                    Change(subject, _ => UserRights.None);
                    break;
                case MemberAdded added:
                    SetRole(subject, entry.ProjectId, added.Role);
                    break;
                case MemberEdited edited:
                    SetRole(subject, entry.ProjectId, edited.Role.New);
                    break;
                case MemberRemoved:
                    SetRole(subject, entry.ProjectId, null);
                    break;
                case ProjectDeleted:
                    Delete([entry.ProjectId]);
                    break;
                case TokenCreated created:
                    Add(entry.SubjectId, CredentialKind.Token, created.UserId, created.Scopes, created.ExpiresAt);
                    break;
                case TokenRevoked:
                    Remove(entry.SubjectId);
                    break;
                case UserSignedIn signedIn:
                    Add(signedIn.SignInId.Value, CredentialKind.SignIn, subject, Scopes.All, signedIn.ExpiresAt);
                    break;
                case UserSignedOut signedOut:
                    Remove(signedOut.SignInId.Value);
                    break;
            }
        }
        catch (JsonException)
        {
        }
    }

    UserAccess Get(UserId id) => _users.GetOrAdd(id, static (id, deleted) => new UserAccess(id, UserRights.None with { Deleted = deleted }), _deleted);

    void Change(UserId id, Func<UserRights, UserRights> change)
    {
        var user = Get(id);
        user.Become(change(user.Rights));
    }

    // Nobody has a role there any more, administrators neither; no facts about members tell it.
    void Delete(IEnumerable<ProjectId> projects)
    {
        _deleted = [.. _deleted, .. projects];
        foreach (var (id, _) in _users)
            Change(id, rights => rights with
            {
                Deleted = _deleted,
                Roles = rights.Roles.Keys.Any(_deleted.Contains) ? rights.Roles.Where(r => !_deleted.Contains(r.Key)).ToFrozenDictionary() : rights.Roles,
            });
    }

    void SetRole(UserId id, ProjectId project, Role? role) => Change(id, rights => rights with
    {
        Roles = rights.Roles.Where(r => r.Key != project)
            .Concat(role is { } given ? [new KeyValuePair<ProjectId, Role>(project, given)] : [])
            .ToFrozenDictionary(),
    });

    void Add(Guid id, CredentialKind kind, UserId user, Scopes scopes, Instant? expiresAt) =>
        _credentials.TryAdd(id, new Credential(id, kind, Get(user), scopes, expiresAt));

    void Remove(Guid id)
    {
        if (_credentials.TryRemove(id, out var credential))
            credential.Revoke();
    }

    // Made on another node a moment ago, or a guess: then it costs one look at an index.
    async Task<Guid?> LookUpAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var find = dataSource.CreateCommand(FindSql);
        find.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        if (await find.ExecuteScalarAsync(cancellation) is not Guid id)
            return null;
        if (!_credentials.ContainsKey(id))
        {
            var (_, last, _) = await reader.ReadEndAsync(cancellation);
            await tail.WhenReachedAsync(last).WaitAsync(cancellation);
        }
        return id;
    }

    /// <summary>A hash that can be looked up by. It is compared as a whole: how long that takes tells nothing about a secret, only about its hash.</summary>
    readonly struct Hash(byte[] bytes) : IEquatable<Hash>
    {
        readonly byte[] _bytes = bytes;

        public bool Equals(Hash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

        public override bool Equals(object? obj) => obj is Hash other && Equals(other);

        public override int GetHashCode() => BitConverter.ToInt32(_bytes);
    }
}

/// <summary>What a node acts for a user with.</summary>
public sealed class Loan(string token, Action giveBack) : IDisposable
{
    public string Token => token;

    public void Dispose() => giveBack();
}

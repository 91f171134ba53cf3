using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Users;

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
        SELECT i.id, i.user_id, i.expires_at, coalesce(s.is_stale, false) FROM sign_ins i LEFT JOIN secrets s ON s.id = i.id WHERE i.expires_at > clock_timestamp();
        SELECT id, hash FROM secrets;
        SELECT id FROM deleted_projects;
        """;

    const string FindSql = """
        SELECT id, NULL::timestamptz FROM secrets WHERE hash = $1
        UNION ALL
        SELECT id, NULL FROM secrets WHERE next_hash = $1
        UNION ALL
        SELECT id, earlier_until FROM secrets WHERE earlier_hash = $1
        """;

    readonly ConcurrentDictionary<UserId, UserAccess> _users = new();
    readonly ConcurrentDictionary<Guid, Credential> _credentials = new();
    readonly ConcurrentDictionary<SecretHash, Opened> _hashes = new();

    FrozenSet<ProjectId> _deleted = [];

    public bool HasUsers => !_users.IsEmpty;

    /// <summary>A user; null: there is none with that id.</summary>
    public UserAccess? UserOf(UserId id) => _users.GetValueOrDefault(id);

    /// <summary>What a secret proves; null: nothing, or nothing any more.</summary>
    /// <param name="hash">SHA-256 of the secret.</param>
    public async ValueTask<Credential?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        var known = new SecretHash(hash);
        Credential? credential = null;
        // What was looked up before the secret was renewed says nothing any more: the database knows which one this is now.
        if (!_hashes.TryGetValue(known, out var opened) || (_credentials.TryGetValue(opened.Id, out credential) && opened.AsOf < credential.SecretSince))
        {
            opened = await LookUpAsync(hash, cancellation);
            if (opened is not null && _credentials.TryGetValue(opened.Id, out credential))
                _hashes[known] = opened;
        }
        var now = time.Now();
        if (opened is not null && credential is not null && opened.IsGood(now))
            return credential.IsGood(now) ? credential : null;
        _hashes.TryRemove(known, out _);
        return null;
    }

    /// <summary>Drops what is good no more because its time is over.</summary>
    public void ForgetExpired(NodaTime.Instant now)
    {
        foreach (var (id, credential) in _credentials)
            if (credential.ExpiresAt <= now)
                _credentials.TryRemove(id, out _);
        foreach (var (hash, opened) in _hashes)
            if (!opened.IsGood(now) || !_credentials.ContainsKey(opened.Id))
                _hashes.TryRemove(hash, out _);
    }

    /// <summary>Lets this node act for a user, until the result is disposed. The secret is good on this node alone.</summary>
    public Loan Lend(UserAccess user, Scopes scopes)
    {
        var secret = RandomNumberGenerator.GetBytes(Secrets.Length);
        var hash = new SecretHash(SHA256.HashData(secret));
        var credential = new Credential(Guid.NewGuid(), CredentialKind.Lent, user, scopes, null);
        _credentials[credential.Id] = credential;
        _hashes[hash] = new Opened(credential.Id, default);
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
        var start = tail.Last;
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
        {
            Add(row.GetGuid(0), CredentialKind.SignIn, new(row.GetGuid(1)), Scopes.All, row.GetInstant(2), row.GetBoolean(3) ? Position.Start : start);
            Get(new(row.GetGuid(1))).RoleSince = start;
        }
        await row.NextResultAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            _hashes[new SecretHash(row.GetFieldValue<byte[]>(1))] = new Opened(row.GetGuid(0), start);
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
            if (RenewSignIn.IsDueAfter(entry.Fact))
                Get(subject).RoleSince = entry.Position;
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
                    Add(signedIn.SignInId.Value, CredentialKind.SignIn, subject, Scopes.All, signedIn.ExpiresAt, entry.Position);
                    break;
                case UserSignInRenewed renewed:
                    if (_credentials.TryGetValue(renewed.SignInId.Value, out var credential))
                        credential.RenewSecret(entry.Position, entry.At);
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

    /// <param name="since">Since when it has the secret that it has: of a token nobody has to know.</param>
    void Add(Guid id, CredentialKind kind, UserId user, Scopes scopes, Instant? expiresAt, Position since = default) =>
        _credentials.GetOrAdd(id, static (id, all) => new Credential(id, all.kind, all.user, all.scopes, all.expiresAt), (kind, user: Get(user), scopes, expiresAt))
            .BeginSecret(since);

    void Remove(Guid id)
    {
        if (_credentials.TryRemove(id, out var credential))
            credential.Revoke();
    }

    // Made on another node a moment ago, renewed, or a guess: then it costs one look at three indexes.
    async Task<Opened?> LookUpAsync(byte[] hash, CancellationToken cancellation)
    {
        // Before the look: a secret that is renewed during it is looked up again.
        var asOf = tail.Last;
        Opened opened;
        await using (var find = dataSource.CreateCommand(FindSql))
        {
            find.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
            await using var row = await find.ExecuteReaderAsync(cancellation);
            if (!await row.ReadAsync(cancellation))
                return null;
            opened = new Opened(row.GetGuid(0), asOf, row.IsDBNull(1) ? null : row.GetInstant(1));
        }
        if (!_credentials.ContainsKey(opened.Id))
        {
            var (_, last, _) = await reader.ReadEndAsync(cancellation);
            await tail.WhenReachedAsync(last).WaitAsync(cancellation);
        }
        return opened;
    }
}

/// <summary>What a node acts for a user with.</summary>
public sealed class Loan(string token, Action giveBack) : IDisposable
{
    public string Token => token;

    public void Dispose() => giveBack();
}

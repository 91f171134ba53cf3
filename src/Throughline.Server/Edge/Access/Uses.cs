using System.Collections.Concurrent;
using System.Net;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Edge.Access;

/// <summary>
/// When each token and sign-in was used and from which address. A request costs one look into memory; what is new is written now and then,
/// beside the journal, so that it can be forgotten.
/// </summary>
sealed class Uses(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Whoever asks from ever new addresses does not fill the node's memory: what is more is not noted.</summary>
    const int AtMost = 50_000;

    const string WriteSql = """
        INSERT INTO uses (credential_id, address, user_id, first_at, last_at)
        SELECT n.credential_id, n.address, n.user_id, n.first_at, n.last_at
        FROM (SELECT unnest($1) AS credential_id, unnest($2) AS address, unnest($3) AS user_id, unnest($4) AS first_at, unnest($5) AS last_at) n
        JOIN users u ON u.id = n.user_id AND u.erased_at IS NULL
        ORDER BY n.credential_id, n.address
        ON CONFLICT (credential_id, address) DO UPDATE SET last_at = greatest(uses.last_at, excluded.last_at)
        """;

    // Somebody may have been erased while the rows above were written.
    const string DropErasedSql = "DELETE FROM uses WHERE user_id IN (SELECT id FROM users WHERE erased_at IS NOT NULL)";

    const string DropOldSql = "DELETE FROM uses WHERE last_at < $1";

    readonly ConcurrentDictionary<(Guid Credential, IPAddress Address), Use> _uses = new();

    public void Note(Credential credential, IPAddress? address)
    {
        if (address is null || credential.Kind is not (CredentialKind.Token or CredentialKind.SignIn))
            return;
        var now = time.GetUtcNow().UtcTicks;
        if (_uses.TryGetValue((credential.Id, address), out var use))
            Volatile.Write(ref use.LastAt, now);
        else if (_uses.Count < AtMost)
            _uses.TryAdd((credential.Id, address), new Use(credential.User.Id, now) { LastAt = now });
    }

    /// <summary>Writes down what is new, and lets go of what was not used since the last time.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var fresh = new List<(Guid Credential, IPAddress Address, Use Use, long LastAt)>();
        foreach (var one in _uses)
            if (Volatile.Read(ref one.Value.LastAt) is var last && last != one.Value.WrittenAt)
                fresh.Add((one.Key.Credential, Plain(one.Key.Address), one.Value, last));
            else
                _uses.TryRemove(one);
        if (fresh.Count == 0)
            return;
        // One address may have come in two forms, and no statement changes a row twice.
        var rows = fresh.GroupBy(f => (f.Credential, f.Address)).Select(g => (g.Key, g.First().Use.UserId, First: g.Min(f => f.Use.FirstAt), Last: g.Max(f => f.LastAt))).ToList();
        await using var batch = dataSource.CreateBatch();
        var write = new NpgsqlBatchCommand(WriteSql);
        Add(write, [.. rows.Select(r => r.Key.Credential)]);
        Add(write, [.. rows.Select(r => r.Key.Address)]);
        Add(write, [.. rows.Select(r => r.UserId.Value)]);
        Add(write, [.. rows.Select(r => new DateTime(r.First, DateTimeKind.Utc))]);
        Add(write, [.. rows.Select(r => new DateTime(r.Last, DateTimeKind.Utc))]);
        batch.BatchCommands.Add(write);
        await batch.ExecuteNonQueryAsync(cancellation);
        foreach (var one in fresh)
            one.Use.WrittenAt = one.LastAt;
        await using var drop = dataSource.CreateCommand(DropErasedSql);
        await drop.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Forgets what was last used before a moment, and whatever is left of those who were erased.</summary>
    public async Task ForgetAsync(DateTime before, CancellationToken cancellation)
    {
        await using var drop = dataSource.CreateCommand(DropOldSql);
        drop.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before });
        await drop.ExecuteNonQueryAsync(cancellation);
        await using var erased = dataSource.CreateCommand(DropErasedSql);
        await erased.ExecuteNonQueryAsync(cancellation);
    }

    static void Add<T>(NpgsqlBatchCommand command, T[] column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });

    // As people write it; and the name of this machine's network card is no part of it.
    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());

    sealed class Use(UserId userId, long firstAt)
    {
        public long LastAt;

        public UserId UserId => userId;

        public long FirstAt => firstAt;

        public long WrittenAt { get; set; }
    }
}

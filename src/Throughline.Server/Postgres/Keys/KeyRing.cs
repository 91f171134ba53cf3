using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.DataProtection.Internal;
using Npgsql;

namespace Throughline.Server.Postgres.Keys;

/// <summary>
/// The keys as this node knows them. The framework looks for new ones once a day; here they are looked for every few seconds, so that what
/// one node encrypts under a new key can be read on all.
/// </summary>
sealed partial class KeyRing(IOptions<KeyManagementOptions> options, IActivator activator, NpgsqlDataSource dataSource, ILogger<KeyRing> log)
    : BackgroundService, IKeyManager
{
    /// <summary>A new key is used once every node has had the time to see it.</summary>
    public static readonly TimeSpan Spreads = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Another answer whenever there is a new key, and again when it comes into use.
    const string SignSql = "SELECT count(*), count(*) FILTER (WHERE created_at < clock_timestamp() - $1) FROM data_protection_keys";

    readonly XmlKeyManager _keys = new(options, activator);
    readonly Lock _lock = new();
    CancellationTokenSource _expired = new();
    (long, long)? _sign;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var key = _keys.CreateNewKey(activationDate, expirationDate);
        Expire();
        return key;
    }

    public IReadOnlyCollection<IKey> GetAllKeys() => _keys.GetAllKeys();

    public CancellationToken GetCacheExpirationToken()
    {
        lock (_lock)
            return _expired.Token;
    }

    public void RevokeKey(Guid keyId, string? reason = null)
    {
        _keys.RevokeKey(keyId, reason);
        Expire();
    }

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null)
    {
        _keys.RevokeAllKeys(revocationDate, reason);
        Expire();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                UnreachableLog(e.Message);
            }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        await using var look = dataSource.CreateCommand(SignSql);
        look.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Spreads });
        await using var row = await look.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var sign = (row.GetInt64(0), row.GetInt64(1));
        if (_sign is { } before && before != sign)
            Expire();
        _sign = sign;
    }

    void Expire()
    {
        CancellationTokenSource old;
        lock (_lock)
            (old, _expired) = (_expired, new());
        old.Cancel();
        old.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The keys could not be looked at: {Reason}")]
    partial void UnreachableLog(string reason);
}

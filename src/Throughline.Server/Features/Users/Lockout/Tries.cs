using System.Security.Cryptography;
using System.Text;
using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Lockout;

/// <summary>
/// How often somebody was wrong in a row, by mail address. After five wrong tries the next one has to wait a minute, then two, four and so on. All
/// nodes count together; an address without an account is counted like any other, so that nothing is learnt from being made to wait.
/// </summary>
sealed class Tries(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Wrong tries in a row that cost no wait.</summary>
    public const int Free = 5;

    public static readonly Duration LongestWait = Duration.FromMinutes(15);

    /// <summary>After this long without a wrong try it is counted from the beginning.</summary>
    public static readonly Duration Remembered = Duration.FromDays(1);

    const string CheckSql = "SELECT locked_until FROM tries WHERE key = @key AND locked_until > @now";

    const string CountSql = """
        INSERT INTO tries AS t (key, count, locked_until, at) VALUES (@key, 1, @now, @now)
        ON CONFLICT (key) DO UPDATE SET
            count = CASE WHEN t.at < @before THEN 1 ELSE t.count + 1 END,
            locked_until = CASE
                WHEN t.at < @before OR t.count + 1 < @free THEN @now
                ELSE @now + least(@longest, interval '1 minute' * (1 << least(t.count + 1 - @free, 10)))
            END,
            at = @now
        """;

    const string ForgetSql = "DELETE FROM tries WHERE key = @key";

    /// <exception cref="TriedTooOftenException">It has to wait.</exception>
    public async Task CheckAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var now = time.Now();
        var until = await connection.QuerySingleOrDefaultAsync<DateTime?>(
            new CommandDefinition(CheckSql, new { key = KeyOf(email), now = now.ToDateTimeUtc() }, cancellationToken: cancellation));
        if (until is { } end)
            throw new TriedTooOftenException(TimeSpan.FromSeconds(Math.Ceiling((Instant.FromDateTimeUtc(end) - now).TotalSeconds)));
    }

    /// <summary>Somebody was wrong.</summary>
    public async Task CountAsync(string email)
    {
        // Whoever leaves before the answer was wrong all the same.
        await using var connection = await dataSource.OpenConnectionAsync();
        var now = time.Now();
        await connection.ExecuteAsync(CountSql, new
        {
            key = KeyOf(email),
            now = now.ToDateTimeUtc(),
            before = (now - Remembered).ToDateTimeUtc(),
            free = Free,
            longest = LongestWait.ToTimeSpan(),
        });
    }

    /// <summary>Somebody signed in.</summary>
    public async Task ForgetAsync(string email, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(ForgetSql, new { key = KeyOf(email) }, cancellationToken: cancellation));
    }

    static byte[] KeyOf(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(Account.KeyOf(email)));
}

using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Server.Followers.Statistics;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Server.Tests.Statistics;

/// <summary>One node's loop of the statistics' follower, without the rest of the node.</summary>
sealed class Following : IAsyncDisposable
{
    readonly FollowerLoop _loop;

    Following(NpgsqlDataSource source, TimeProvider time)
    {
        var settings = new JournalSettings { PollInterval = TimeSpan.FromMilliseconds(20) };
        _loop = new FollowerLoop(new StatisticsFollower(time), source, new JournalTail(settings), Alarms, settings, NullLogger.Instance);
    }

    public JournalAlarms Alarms { get; } = new(NullLogger<JournalAlarms>.Instance);

    public static async Task<Following> StartAsync(NpgsqlDataSource source, TimeProvider? time = null)
    {
        var following = new Following(source, time ?? TimeProvider.System);
        await following._loop.StartAsync(CancellationToken.None);
        return following;
    }

    /// <summary>Follows until the cursor is at a position.</summary>
    public static async Task ToAsync(NpgsqlDataSource source, long position, TimeProvider? time = null)
    {
        await using var following = await StartAsync(source, time);
        await ReachedAsync(source, position);
    }

    public static Task ReachedAsync(NpgsqlDataSource source, long position) =>
        Until.TrueAsync($"statistics are at {position}", async () => await CursorAsync(source) >= position);

    public static async Task<long> CursorAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long?>("SELECT position FROM followers WHERE name = 'statistics'") ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
    }
}

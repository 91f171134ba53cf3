using Npgsql;

namespace Throughline.Server.Postgres;

/// <summary>The one pool of connections that a node holds.</summary>
static class Pool
{
    public static NpgsqlConnectionStringBuilder Tuned(string connection, PostgresSettings settings) => new(connection)
    {
        ApplicationName = "throughline",
        MaxPoolSize = settings.PoolSize,
        MinPoolSize = Math.Min(2, settings.PoolSize),
        // Preparing what is sent twice: measured 2.5 times the throughput of the writer loop.
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        // DISCARD ALL would cost a round trip per use and throw prepared statements away. So nobody may leave
        // session state (SET, advisory locks, LISTEN) on a connection that goes back to the pool.
        NoResetOnClose = true,
        Timeout = 10,
        CommandTimeout = 30,
        TcpKeepAlive = true,
        IncludeErrorDetail = false,
    };

    public static async Task<Reached> ReachAsync(NpgsqlConnectionStringBuilder tuned, NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return new Reached(tuned.ConnectionString, source, VersionOf(connection));
    }

    /// <summary>server_version_num, from what the server says at connecting: no round trip.</summary>
    static int VersionOf(NpgsqlConnection connection)
    {
        var version = connection.PostgreSqlVersion;
        return (version.Major * 10_000) + version.Minor;
    }
}

/// <summary>A PostgreSQL that answered.</summary>
/// <param name="ConnectionString">Unlike the data source's own, it has the password.</param>
sealed record Reached(string ConnectionString, NpgsqlDataSource DataSource, int Version);

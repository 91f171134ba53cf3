using System.Net.Sockets;
using Npgsql;

namespace Throughline.Server.Postgres.Embedded;

/// <summary>Connections over the private socket: who can enter its folder needs no password.</summary>
static class PrivateConnection
{
    public const string SuperUser = "throughline";

    public static NpgsqlConnectionStringBuilder To(string socketFolder, PostgresSettings settings) => Pool.Tuned(new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = 5432,
        Username = SuperUser,
        Database = "postgres",
        // Nothing leaves the machine: asking for encryption would only cost round trips and libraries.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString, settings);

    /// <summary>PostgreSQL says ready an instant before it takes everybody in: so a refusal is tried again, for a while.</summary>
    public static async Task<Reached> FirstAsync(NpgsqlConnectionStringBuilder tuned, NpgsqlDataSource source, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            try
            {
                return await Pool.ReachAsync(tuned, source, cancel);
            }
            catch (NpgsqlException failure) when (failure.IsTransient || failure.InnerException is SocketException)
            {
                if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(10))
                    throw new StartupException($"PostgreSQL runs but takes no connection ({failure.Message}): look into its log.", failure);
                await Task.Delay(5, cancel);
            }
        }
    }

    /// <summary>The PostgreSQL of a live server; null while there is none that is ready.</summary>
    public static async Task<Reached?> TryJoinAsync(PostgresSettings settings, CancellationToken cancel)
    {
        if (PostmasterFile.Read(DataFolder.ClusterOf(settings.Data)) is not { IsReady: true, SocketFolder: { Length: > 0 } socketFolder }) return null;

        var tuned = To(socketFolder, settings);
        var source = NpgsqlDataSource.Create(tuned);
        try
        {
            return await Pool.ReachAsync(tuned, source, cancel);
        }
        catch (NpgsqlException)
        {
            await source.DisposeAsync();
            return null;
        }
    }
}

using Npgsql;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api;

/// <summary>Holds the lock that every writer takes first, so that changes wait.</summary>
sealed class WriterLock(NpgsqlConnection connection) : IAsyncDisposable
{
    const string Number = "7201851846310912";

    public static async Task<WriterLock> HoldAsync(TestServer server)
    {
        // Closing this connection lets go of the lock: it does not come from a pool.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({Number})", connection);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new WriterLock(connection);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

static class WaitingWriter
{
    /// <summary>A writer loop has begun its transaction and waits for the lock.</summary>
    public static Task WriterWaitsAsync(this TestServer server) => Until.TrueAsync("the writer waits for its lock",
        async () => await server.AskAsync<long>(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") > 0);
}

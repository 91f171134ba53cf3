using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>A PostgreSQL that somebody else runs.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ExternalTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_used_with_the_tuned_pool()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);

        var tuned = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        (tuned.MaxPoolSize, tuned.MaxAutoPrepare, tuned.NoResetOnClose).ShouldBe((16, 200, true));
        (await Cluster.AskAsync<string>(database.DataSource, "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")).ShouldBe("throughline");
    }

    [Fact]
    public async Task The_password_stays_in_its_connection_string_and_out_of_messages()
    {
        (await RefusedAsync("Host=/nowhere;Username=u;Password=hidden")).ShouldNotContain("hidden");
        (await RefusedAsync("Host=/nowhere;Paswrd=hidden")).ShouldNotContain("hidden");

        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);
        var withPassword = database.ConnectionString + ";Password=hidden";
        await using var engine = await PostgresEngine.StartAsync(new PostgresSettings { Connection = withPassword }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, Cancel);
        engine.IsEmbedded.ShouldBeFalse();
        engine.ConnectionString.ShouldContain("hidden");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);
        var missing = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "nowhere" }.ConnectionString;

        (await RefusedAsync(missing)).ShouldContain("no such database");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Database=d", "PostgreSQL at 127.0.0.1:1/d can't be reached")]
    [InlineData("Host=/nowhere;Username=u;Database=d", "PostgreSQL at /nowhere:5432/d can't be reached")]
    [InlineData("127.0.0.1:5432", "not valid")]
    [InlineData("Username=u", "names no Host")]
    [InlineData("Host=x;Port=many", "not valid")]
    public async Task One_that_can_not_be_reached_is_refused(string connection, string message) =>
        (await RefusedAsync(connection)).ShouldContain(message);

    [Fact]
    public async Task One_that_is_too_old_is_refused()
    {
        // No PostgreSQL 14 runs here, so its greeting is spoken by hand.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeting = GreetAsync(listener, "14.9");

        var message = await RefusedAsync($"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=u;SSL Mode=Disable;GSS Encryption Mode=Disable;Server Compatibility Mode=NoTypeLoading");

        message.ShouldContain("is version 14: Throughline needs 15 or later");
        await greeting;
    }

    static async Task GreetAsync(TcpListener listener, string version)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        var stream = client.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[1024], 8, cancellationToken: Cancel);
        byte[] authenticated = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0];
        byte[] parameter = [.. "server_version\0"u8, .. Encoding.ASCII.GetBytes(version), 0];
        byte[] ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
        await stream.WriteAsync((byte[])[.. authenticated, (byte)'S', 0, 0, 0, (byte)(parameter.Length + 4), .. parameter, .. ready], Cancel);
        _ = await stream.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, Cancel);
    }

    static Task<string> RefusedAsync(string connection) => RefusalTests.RefusedAsync(new PostgresSettings { Connection = connection });
}

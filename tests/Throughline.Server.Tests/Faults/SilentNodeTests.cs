using Npgsql;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>A node that fell silent in the middle of its transaction, as one does that is stopped or cut off: the others go on.</summary>
public sealed class SilentNodeTests
{
    static readonly (string, string) SoonImpatient = ("Journal:SilenceTimeout", "00:00:01");

    [Fact]
    public async Task Half_a_copy_under_the_writers_lock_is_ended()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var silent = await OpenAsync(database);
        await RunAsync(silent, "BEGIN; SELECT pg_advisory_xact_lock(7201851846310912)");
        // While a COPY waits for its rows, PostgreSQL counts no time limit at all.
        var copy = await silent.BeginBinaryImportAsync("COPY projects (id) FROM STDIN (FORMAT binary)", TestContext.Current.CancellationToken);

        await using var node = await TestNode.StartAsync(database.ConnectionString, SoonImpatient);
        // A node that is itself as slow as that loses its own transaction and says so; then it is asked again.
        await Until.TrueAsync("a change is taken", async () =>
            (await node.Api.PostAsync("/api/projects", """{"key":"TL","name":"Throughline"}""")).Status is 201 or 409);

        await Should.ThrowAsync<Exception>(async () => await copy.DisposeAsync());
    }

    [Fact]
    public async Task A_followers_cursor_is_taken_from_it()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var node = await TestNode.StartAsync(database.ConnectionString, SoonImpatient);
        await using var silent = await OpenAsync(database);
        await RunAsync(silent, "BEGIN; SELECT position FROM followers FOR UPDATE");

        var last = (await node.Api.PostAsync("/api/projects", """{"key":"TL","name":"Throughline"}""")).Position;

        await Until.TrueAsync("the statistics followed", async () =>
            await Cluster.AskAsync<long>(database.DataSource, "SELECT min(position) FROM followers") >= last);
    }

    static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

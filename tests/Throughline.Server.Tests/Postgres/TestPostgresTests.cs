using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Databases_of_tests_do_not_see_each_other()
    {
        await using var one = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var other = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);
        await TestPostgres.ExecuteAsync(one.DataSource, "CREATE TABLE mine (id int)");

        await using var command = other.DataSource.CreateCommand("SELECT to_regclass('mine')::text");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(DBNull.Value);
    }
}

using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;

namespace Throughline.Server.Features.Projects;

/// <summary>Counts what is in an archived project, at one moment of the database.</summary>
static class ProjectCount
{
    const string VersionSql = "SELECT version FROM projects WHERE id = @id AND is_archived";

    const string StoriesSql = "SELECT status, count(*) FROM stories WHERE project_id = @id GROUP BY status";

    const string TasksSql = "SELECT status, count(*) FROM tasks WHERE project_id = @id GROUP BY status";

    // Whoever held it first was followed by others, the last of whom holds it still.
    const string HeldSql = "SELECT count(*) FROM transfers WHERE project_id = @id AND status = 1 AND until IS NULL";

    /// <returns>Null: there is no such archived project.</returns>
    public static async Task<CountedProject?> ReadAsync(NpgsqlDataSource dataSource, ProjectId id, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        if (await connection.ExecuteScalarAsync<int?>(Sql(VersionSql)) is not { } version)
            return null;
        return new CountedProject(version, await CountAsync(StoriesSql), await CountAsync(TasksSql), await connection.ExecuteScalarAsync<long>(Sql(HeldSql)));

        async Task<Counts> CountAsync(string sql)
        {
            var by = (await connection.QueryAsync<(short Status, long Count)>(Sql(sql))).ToDictionary(row => (Status)row.Status, row => row.Count);
            return new(by.GetValueOrDefault(Status.Open), by.GetValueOrDefault(Status.InProgress), by.GetValueOrDefault(Status.Done));
        }

        CommandDefinition Sql(string sql) => new(sql, new { id = id.Value }, moment, commandTimeout: 0, cancellationToken: cancellation);
    }
}

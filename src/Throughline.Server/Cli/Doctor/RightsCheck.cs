using Npgsql;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Whether the account may do what the server does. It is tried for real, and rolled back: grants, replicas and full disks all show.</summary>
static class RightsCheck
{
    const string Try =
        """
        CREATE TABLE throughline_doctor (tried integer NOT NULL);
        INSERT INTO throughline_doctor VALUES (1);
        """;

    public static async Task<Finding> RunAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand(Try, connection, transaction);
            await command.ExecuteNonQueryAsync(cancel);
            await transaction.RollbackAsync(cancel);
            return Finding.Ok("rights", $"{connection.UserName ?? "the account"} may create and write");
        }
        catch (PostgresException e)
        {
            var advice = e.SqlState switch
            {
                PostgresErrorCodes.ReadOnlySqlTransaction => "This PostgreSQL is a read-only replica: name the primary in --postgres.",
                PostgresErrorCodes.InsufficientPrivilege => "Let the account own the database, or: GRANT CREATE ON SCHEMA public TO it.",
                PostgresErrorCodes.DiskFull => "Make room on PostgreSQL's disk.",
                _ => "Correct the cause; PostgreSQL's log says more.",
            };
            return Finding.Fail("rights", $"{e.SqlState}: {e.MessageText}", advice);
        }
    }
}

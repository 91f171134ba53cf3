using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Whether the database and the program belong together.</summary>
static class MigrationsCheck
{
    public static async Task<Finding> RunAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        try
        {
            var steps = await new Migrator(NullLogger<Migrator>.Instance).StatusAsync(source, cancel);
            var pending = steps.Where(step => step.AppliedAt is null).ToList();
            return pending.Count == 0
                ? Finding.Ok("migrations", $"all {steps.Count} applied")
                : Finding.Warn("migrations", $"{pending.Count} of {steps.Count} not applied, first {pending[0].Number:0000}_{pending[0].Name}", "Run migrate, or start the server: it applies them.");
        }
        catch (StartupException e)
        {
            return Finding.Fail("migrations", e.Message, "Start the program version that this database belongs to.");
        }
    }
}

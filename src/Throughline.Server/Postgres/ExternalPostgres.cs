using System.Net.Sockets;
using Npgsql;

namespace Throughline.Server.Postgres;

/// <summary>A PostgreSQL that somebody else runs, reached by a connection string.</summary>
static class ExternalPostgres
{
    public static async Task<Reached> ConnectAsync(PostgresSettings settings, CancellationToken cancel)
    {
        var tuned = Parse(settings);
        var place = $"{tuned.Host}:{tuned.Port}/{tuned.Database ?? tuned.Username}";
        var source = NpgsqlDataSource.Create(tuned);
        try
        {
            var reached = await Pool.ReachAsync(tuned, source, cancel);
            return reached.Version / 10_000 >= PostgresEngine.OldestMajor
                ? reached
                : throw new StartupException(
                    $"PostgreSQL at {place} is version {reached.Version / 10_000}: Throughline needs {PostgresEngine.OldestMajor} or later, so upgrade it or name another one.");
        }
        catch (Exception failure)
        {
            await source.DisposeAsync();
            if (failure is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
                throw new StartupException(Explain(failure, place), failure);
            throw;
        }
    }

    static NpgsqlConnectionStringBuilder Parse(PostgresSettings settings)
    {
        try
        {
            var builder = Pool.Tuned(settings.Connection!, settings);
            if (string.IsNullOrWhiteSpace(builder.Host)) throw new FormatException("it names no Host");
            return builder;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The text of the connection is not repeated: it may hold a password.
            throw new StartupException(
                $"The PostgreSQL connection string is not valid ({OneLine(failure.Message)}): write it as Host=…;Port=5432;Database=…;Username=…;Password=….",
                failure);
        }
    }

    static string Explain(Exception failure, string place) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } e =>
            $"PostgreSQL at {place} has no such database ({e.MessageText}): create it, for example with createdb, or name another one.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } e =>
            $"PostgreSQL at {place} refuses the login ({e.MessageText}): check the user name, the password and pg_hba.conf.",
        PostgresException e => $"PostgreSQL at {place} refuses the connection ({e.MessageText}): try again when it accepts connections.",
        _ => $"PostgreSQL at {place} can't be reached ({OneLine((failure.InnerException ?? failure).Message)}): start it, or correct the connection string.",
    };

    static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}

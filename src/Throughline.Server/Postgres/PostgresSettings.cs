namespace Throughline.Server.Postgres;

/// <summary>Where the database is: a connection string, or (without one) a private PostgreSQL in the data folder.</summary>
public sealed record PostgresSettings
{
    public const string Section = "Postgres";

    /// <summary>Npgsql connection string of a PostgreSQL 15 or later; null: the embedded one.</summary>
    public string? Connection { get; init; }

    /// <summary>Folder of the server's own data; the embedded PostgreSQL lives below it.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Folder that holds PostgreSQL's binaries (bin, lib, share); null: found by the engine.</summary>
    public string? Binaries { get; init; }

    /// <summary>Connections that one node holds at most.</summary>
    public int PoolSize { get; init; } = 16;
}

namespace Throughline.Server.Postgres.Embedded;

static class ClusterSettings
{
    /// <summary>Appended to postgresql.conf once, for a laptop as for a small server; what is not here keeps PostgreSQL's default.</summary>
    public const string Tuning = """

        # Throughline's settings. They may be changed here; a restart of the server takes them over.
        shared_buffers = 256MB
        # Fewer checkpoints: each one makes the next change of a page write that page whole.
        max_wal_size = 2GB
        checkpoint_completion_target = 0.9
        # Short statements by the thousand: compiling them never pays.
        jit = off
        # Nobody watches titles of processes that change thousands of times a second.
        update_process_title = off
        random_page_cost = 1.1
        # Nothing replicates from here.
        max_logical_replication_workers = 0
        # The cursors and buckets are updated in place all day.
        autovacuum_naptime = 15s
        timezone = 'UTC'
        log_timezone = 'UTC'
        # One file per weekday, overwritten a week later. Neither statements nor their values: they are people's content.
        log_filename = 'postgresql-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_min_error_statement = panic
        log_error_verbosity = terse

        """;

    /// <summary>What the engine stands on, so nobody changes it: one private socket, no network, logs where they are looked for.</summary>
    public static IEnumerable<string> Required(string socketFolder, string logFolder, PostgresSettings settings) =>
    [
        "-c", "listen_addresses=",
        "-c", "port=5432",
        // The server's pool, and room for other verbs and for psql.
        "-c", $"max_connections={Math.Max(100, settings.PoolSize + 50)}",
        "-c", $"unix_socket_directories=\"{socketFolder}\"",
        "-c", "unix_socket_permissions=0700",
        "-c", "logging_collector=on",
        "-c", $"log_directory={logFolder}",
        "-c", "fsync=on",
        "-c", "full_page_writes=on",
    ];
}

using Npgsql;

namespace Throughline.Server.Cli.Doctor;

/// <summary>Whether similar words are found: by an extension, which whoever runs a PostgreSQL may not let the server's account make.</summary>
static class SearchCheck
{
    const string Sql = """
        SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm'), EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'),
               to_regclass('search_words_similar') IS NOT NULL
        """;

    const string Index = "CREATE INDEX IF NOT EXISTS search_words_similar ON search_words USING gin (word gin_trgm_ops)";

    public static async Task<Finding> RunAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2)) switch
        {
            (true, _, true) => Finding.Ok("search", "words, and similar ones"),
            (true, _, false) => Finding.Warn("search", "similar words are looked for without an index", $"Run: {Index};"),
            (false, true, _) => Finding.Warn("search", "pg_trgm is not there, so a search with a mistake in it suggests nothing; all else is found",
                $"As somebody who may: CREATE EXTENSION pg_trgm; {Index};"),
            _ => Finding.Warn("search", "pg_trgm is not installed, so a search with a mistake in it suggests nothing; all else is found",
                $"Install PostgreSQL's contrib package, then: CREATE EXTENSION pg_trgm; {Index};"),
        };
    }
}

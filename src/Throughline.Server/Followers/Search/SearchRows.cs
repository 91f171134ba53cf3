using System.Text;
using Npgsql;
using NpgsqlTypes;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Tables;

namespace Throughline.Server.Followers.Search;

/// <summary>A story as the index has it.</summary>
sealed record FoundStory(Guid Id, Guid ProjectId, int Number, string Vector, IReadOnlyList<string> Words);

/// <summary>The index's rows, read and written set-wise.</summary>
static class SearchRows
{
    // What is very long, and what is very short, is never a mistake in typing.
    const int ShortestKept = 4;
    const int LongestKept = 32;

    const string ReadSql = """
        SELECT id, project_id, number, title, description, labels::text, assignee_id, priority
        FROM stories
        WHERE id = ANY ($1) AND project_id NOT IN (SELECT id FROM deleted_projects)
        """;

    const string WriteSql = """
        INSERT INTO story_search AS i (story_id, project_id, number, words)
        SELECT u.story_id, u.project_id, u.number, u.words::tsvector
        FROM unnest($1, $2, $3, $4) u (story_id, project_id, number, words)
        ON CONFLICT (story_id) DO UPDATE SET words = excluded.words WHERE i.words <> excluded.words
        """;

    const string WriteWordsSql = """
        INSERT INTO search_words (project_id, word)
        SELECT u.project_id, u.word
        FROM unnest($1, $2) u (project_id, word)
        WHERE NOT EXISTS (SELECT FROM search_words w WHERE w.project_id = u.project_id AND w.word = u.word)
        ON CONFLICT DO NOTHING
        """;

    const string DeleteSql = "DELETE FROM story_search WHERE story_id = ANY ($1)";

    public static async Task<List<FoundStory>> ReadAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(ReadSql, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var found = new List<FoundStory>(ids.Length);
        while (await row.ReadAsync(cancellation))
        {
            var (number, title) = (row.GetInt32(2), row.GetString(3));
            var vector = SearchTerms.Vector(number, title, row.GetString(4), StoryRows.ReadLabels(Encoding.UTF8.GetBytes(row.GetString(5))),
                row.IsDBNull(6) ? null : new UserId(row.GetGuid(6)), (Priority)row.GetInt16(7));
            // Of titles alone: they are what people remember, and few.
            var words = SearchWords.Of(title).Select(w => w.Word).Where(w => w.Length is >= ShortestKept and <= LongestKept && !w.Any(char.IsDigit)).ToList();
            found.Add(new FoundStory(row.GetGuid(0), row.GetGuid(1), number, vector, words));
        }
        return found;
    }

    public static async Task WriteAsync(NpgsqlConnection connection, List<FoundStory> found, Guid[] gone, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (gone.Length > 0)
            batch.Add(DeleteSql, gone);
        if (found.Count > 0)
        {
            batch.Add(WriteSql, found.Column(s => s.Id), found.Column(s => s.ProjectId), found.Column(s => s.Number),
                new NpgsqlParameter { Value = found.Column(s => s.Vector), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            // In one order, whoever writes.
            var words = found.SelectMany(s => s.Words.Select(w => (s.ProjectId, Word: w))).Distinct().OrderBy(w => w.ProjectId).ThenBy(w => w.Word, StringComparer.Ordinal).ToList();
            if (words.Count > 0)
                batch.Add(WriteWordsSql, words.Column(w => w.ProjectId), words.Column(w => w.Word));
        }
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}

using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Queries;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>A word like another one.</summary>
/// <param name="Offset">UTF-16 code units of the filter before the word that no story has.</param>
/// <param name="Length">UTF-16 code units of that word.</param>
/// <param name="Words">Words of the project's titles that are like it, the most alike first.</param>
public sealed record SimilarWord(int Offset, int Length, IReadOnlyList<string> Words);

/// <summary>Finds what somebody may have meant whose word no title begins with.</summary>
static class SimilarWords
{
    const int Shortest = 4;

    const string Sql = """
        SELECT a.at AS "At", w.word AS "Word"
        FROM unnest(@asked) WITH ORDINALITY a (word, at)
        CROSS JOIN LATERAL (
            SELECT k.word, k.word <-> a.word AS distance FROM search_words k
            WHERE k.project_id = @project AND k.word % a.word
            ORDER BY k.word <-> a.word, k.word
            LIMIT 3) w
        WHERE NOT EXISTS (SELECT FROM search_words k WHERE k.project_id = @project AND k.word ^@ a.word)
          AND EXISTS (SELECT FROM story_search i WHERE i.project_id = @project AND i.words @@ w.word::tsquery)
        ORDER BY a.at, w.distance, w.word
        """;

    public static async Task<IReadOnlyList<SimilarWord>> FindAsync(NpgsqlDataSource dataSource, ParsedFilter parsed, ProjectId project, CancellationToken cancellation)
    {
        var asked = parsed.Filter.Clauses.Select((clause, i) => (clause, Place: parsed.Places[i]))
            .Where(c => c.clause is { Field: Field.Text, Not: false } && c.clause.Values[0] is TextValue { IsExact: false })
            .Select(c => (Words: SearchWords.Of(((TextValue)c.clause.Values[0]).Text), c.Place))
            .Where(c => c.Words is [{ Word: { Length: >= Shortest } word }] && word.All(char.IsLetter))
            .Select(c => (c.Words[0].Word, c.Place)).ToList();
        if (asked.Count == 0)
            return [];
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellation);
            var rows = await connection.QueryAsync<(long At, string Word)>(new CommandDefinition(Sql,
                new { asked = asked.Select(a => a.Word).ToArray(), project = project.Value }, cancellationToken: cancellation));
            return [.. rows.GroupBy(r => (int)r.At - 1).Select(g => new SimilarWord(asked[g.Key].Place.Offset, asked[g.Key].Place.Length, [.. g.Select(r => r.Word)]))];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedObject)
        {
            // Without pg_trgm nothing is like another; doctor says so.
            return [];
        }
    }
}

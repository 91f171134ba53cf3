using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Stories;

namespace Throughline.Server.Journal.Tables;

/// <summary>What a move on a board has to know of the stories that it does not touch. Only the sequencer reads it, for changes that ask.</summary>
static class BoardRows
{
    // Next to each are at most four: one that was moved and one that was not, before and after it. Those that were not stand by their numbers, the
    // greatest first; one that was moved stands after the number that its rank begins with.
    const string NeighboursSql = """
        SELECT a.project_id, a.rank, n.rank
        FROM (SELECT id, project_id, story_rank(rank, number) rank, rank IS NOT NULL was_moved, 2147483647 - left(story_rank(rank, number), 10)::integer number
              FROM stories WHERE id = ANY ($1)) a
        LEFT JOIN LATERAL (
            (SELECT s.rank FROM stories s WHERE s.project_id = a.project_id AND s.rank > a.rank COLLATE "C" ORDER BY s.rank LIMIT 1)
            UNION ALL
            (SELECT s.rank FROM stories s WHERE s.project_id = a.project_id AND s.rank < a.rank COLLATE "C" ORDER BY s.rank DESC LIMIT 1)
            UNION ALL
            (SELECT story_rank(NULL, s.number) COLLATE "C" FROM stories s
             WHERE s.project_id = a.project_id AND s.number < a.number AND s.rank IS NULL ORDER BY s.number DESC LIMIT 1)
            UNION ALL
            (SELECT story_rank(NULL, s.number) COLLATE "C" FROM stories s
             WHERE s.project_id = a.project_id AND s.number > a.number - a.was_moved::integer AND s.rank IS NULL ORDER BY s.number LIMIT 1)
        ) n ON true
        """;

    // At and behind each, where one is to go back to: of those that were moved two, of those that were not one.
    const string RanksSql = """
        SELECT a.project_id, n.rank
        FROM unnest($1, $2) a (project_id, rank)
        CROSS JOIN LATERAL (
            (SELECT s.rank FROM stories s WHERE s.project_id = a.project_id AND s.rank >= a.rank COLLATE "C" ORDER BY s.rank LIMIT 2)
            UNION ALL
            (SELECT story_rank(NULL, s.number) COLLATE "C" FROM stories s
             WHERE s.project_id = a.project_id AND s.number < 2147483647 - left(a.rank, 10)::integer AND s.rank IS NULL ORDER BY s.number DESC LIMIT 1)
        ) n
        """;

    // No farther than what one commit could move out of a full column: beyond that it makes no difference how full it is.
    const string ColumnsSql = """
        SELECT p.id, c.status, (SELECT count(*) FROM (SELECT FROM stories s WHERE s.project_id = p.id AND s.status = c.status LIMIT c.most + 10000) x)::integer
        FROM projects p
        CROSS JOIN LATERAL (VALUES (0::smallint, p.limit_open), (1::smallint, p.limit_in_progress)) c (status, most)
        WHERE p.id IN (SELECT project_id FROM stories WHERE id = ANY ($1)) AND p.enforces_limits AND c.most IS NOT NULL
        """;

    const string CrowdSql = $"""
        SELECT {StoryRows.ColumnsOfS}
        FROM unnest($1, $2) crowd (project_id, rank)
        CROSS JOIN LATERAL (
            (SELECT * FROM stories
             WHERE project_id = crowd.project_id AND rank > left(crowd.rank, 10) COLLATE "C" AND rank <= crowd.rank COLLATE "C" ORDER BY rank DESC LIMIT $3)
            UNION ALL
            (SELECT * FROM stories
             WHERE project_id = crowd.project_id AND rank > crowd.rank COLLATE "C" AND rank < (left(crowd.rank, 10) || '~') COLLATE "C" ORDER BY rank LIMIT $3)
        ) s
        """;

    /// <returns>How the rows of each statement are taken over, in the order of the statements.</returns>
    public static IReadOnlyList<Action<NpgsqlDataReader, State>> AddReads(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Beside.Count + needs.Ranks.Count + needs.LimitsOfStories.Count + needs.Crowds.Count == 0)
            return [];
        var reads = new List<Action<NpgsqlDataReader, State>>();
        if (needs.Beside.Count > 0)
        {
            batch.Add(NeighboursSql, needs.Beside.ToGuids());
            reads.Add(ReadNeighbour);
        }
        if (needs.Ranks.Count > 0)
        {
            batch.Add(RanksSql, needs.Ranks.Select(r => r.Project.Value).ToArray(), needs.Ranks.Select(r => r.Rank).ToArray());
            reads.Add((row, state) => state.Neighbours.Load(new(row.GetGuid(0)), row.GetString(1)));
        }
        if (needs.LimitsOfStories.Count > 0)
        {
            batch.Add(ColumnsSql, needs.LimitsOfStories.ToGuids());
            reads.Add((row, state) => state.Columns.Load(new(row.GetGuid(0)), (Status)row.GetInt16(1), row.GetInt32(2)));
        }
        if (needs.Crowds.Count > 0)
        {
            batch.Add(CrowdSql, needs.Crowds.Column(c => c.Project.Value), needs.Crowds.Column(c => c.Rank), SpreadRanks.Reach);
            reads.Add((row, state) => StoryRows.Read(row, state));
        }
        return reads;
    }

    static void ReadNeighbour(NpgsqlDataReader row, State state)
    {
        var project = new ProjectId(row.GetGuid(0));
        state.Neighbours.Load(project, row.GetString(1));
        if (!row.IsDBNull(2))
            state.Neighbours.Load(project, row.GetString(2));
    }
}

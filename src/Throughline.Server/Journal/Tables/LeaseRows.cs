using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal.Tables;

/// <summary>Tasks, with their stories, that a change finds by how they stand rather than by id: the heads of queues, and what sessions hold.</summary>
static class LeaseRows
{
    // OFFSET 0 keeps the planner from joining set-wise: it takes the limit, which it does not know, for a tenth of the queue, and would
    // read every story of the table for each claim.
    const string QueueSql = $"""
        SELECT {TaskRows.ColumnsOfT}, {StoryRows.ColumnsOfS}
        FROM unnest($1, $2) head (project_id, count)
        CROSS JOIN LATERAL (
            SELECT *
            FROM tasks
            WHERE project_id = head.project_id AND status = 0 AND NOT set_aside
            ORDER BY priority DESC, id
            LIMIT head.count
        ) t
        CROSS JOIN LATERAL (SELECT * FROM stories WHERE id = t.story_id OFFSET 0) s
        ORDER BY t.project_id, t.priority DESC, t.id
        """;

    const string ExpiredSql = $"""
        SELECT {TaskRows.ColumnsOfT}, {StoryRows.ColumnsOfS}
        FROM tasks t
        CROSS JOIN LATERAL (SELECT * FROM stories WHERE id = t.story_id OFFSET 0) s
        WHERE t.worker_session_id IN
            (SELECT id FROM worker_sessions WHERE lease_until <= clock_timestamp() + $3 ORDER BY lease_until, id LIMIT $1)
        LIMIT $2
        """;

    const string HeldSql = $"""
        SELECT {TaskRows.ColumnsOfT}, {StoryRows.ColumnsOfS}
        FROM tasks t
        CROSS JOIN LATERAL (SELECT * FROM stories WHERE id = t.story_id OFFSET 0) s
        WHERE t.worker_session_id IN (SELECT id FROM worker_sessions WHERE project_id = ANY ($1))
        LIMIT $2
        """;

    public static bool AddReadHeld(NpgsqlBatch batch, Needs needs)
    {
        if (needs.HeldIn.Count == 0)
            return false;
        batch.Add(HeldSql, needs.HeldIn.ToGuids(), Needs.HeldTasks);
        return true;
    }

    public static bool AddReadQueues(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Queues.Count == 0)
            return false;
        batch.Add(QueueSql, needs.Queues.Keys.Select(p => p.Value).ToArray(), needs.Queues.Values.ToArray());
        return true;
    }

    public static bool AddReadExpired(NpgsqlBatch batch, Needs needs, TimeSpan clockOffset)
    {
        if (needs.ExpiredSessions == 0)
            return false;
        batch.Add(ExpiredSql, needs.ExpiredSessions, Needs.ExpiredTasks, clockOffset);
        return true;
    }

    public static void ReadQueue(NpgsqlDataReader row, State state)
    {
        var task = TaskRows.Read(row, state);
        StoryRows.Read(row, state, TaskRows.ColumnCount);
        state.Queue(task.ProjectId, task.Id);
    }

    public static void ReadExpired(NpgsqlDataReader row, State state)
    {
        TaskRows.Read(row, state);
        StoryRows.Read(row, state, TaskRows.ColumnCount);
    }
}

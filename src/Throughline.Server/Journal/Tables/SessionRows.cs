using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Work;

namespace Throughline.Server.Journal.Tables;

/// <summary>Workers' sessions: read and written by the sequencer, so that a heartbeat and an expiry can't cross.</summary>
static class SessionRows
{
    const string Columns = "id, project_id, actor_id, worker, lease, started_at, lease_until";

    // The order makes it the same sessions, if $2 are not all, whose tasks LeaseRows reads.
    const string ReadSql = $"""
        SELECT {Columns}, false FROM worker_sessions
        WHERE id IN (SELECT unnest($1) UNION SELECT worker_session_id FROM tasks WHERE id = ANY ($4)
            UNION SELECT id FROM worker_sessions WHERE project_id = ANY ($5))
        UNION ALL
        (SELECT {Columns}, true FROM worker_sessions WHERE lease_until <= clock_timestamp() + $3 ORDER BY lease_until, id LIMIT $2)
        """;

    const string WriteSql = $"""
        INSERT INTO worker_sessions ({Columns})
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7)
        ON CONFLICT (id) DO UPDATE SET
            project_id = excluded.project_id, actor_id = excluded.actor_id, worker = excluded.worker, lease = excluded.lease,
            started_at = excluded.started_at, lease_until = excluded.lease_until
        """;

    const string DeleteSql = "DELETE FROM worker_sessions WHERE id = ANY ($1)";

    public static bool AddRead(NpgsqlBatch batch, Needs needs, TimeSpan clockOffset)
    {
        if (needs.Sessions.Count + needs.LeasesOf.Count + needs.ExpiredSessions + needs.HeldIn.Count == 0)
            return false;
        batch.Add(ReadSql, needs.Sessions.ToGuids(), needs.ExpiredSessions, clockOffset, needs.LeasesOf.ToGuids(), needs.HeldIn.ToGuids());
        return true;
    }

    public static void Read(NpgsqlDataReader row, State state)
    {
        var session = new WorkerSession(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetGuid(2)), row.GetString(3), new(row.GetInt64(4)),
            row.GetInstant(5), row.GetInstant(6));
        state.Sessions.Load(session.Id, session);
        if (row.GetBoolean(7))
            state.WholeSessions.Add(session.Id);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, changed, deleted) = Sorted<WorkerSession>.Of(state.Sessions);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(s => s.Id.Value));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(s => s.Id.Value), written.Column(s => s.ProjectId.Value), written.Column(s => s.ActorId.Value),
                written.Column(s => s.Worker), written.Column(s => s.Lease.Value), written.Column(s => s.StartedAt.ToDateTimeUtc()),
                written.Column(s => s.LeaseUntil.ToDateTimeUtc()));
    }
}

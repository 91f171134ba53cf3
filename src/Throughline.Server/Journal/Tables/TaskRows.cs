using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Tasks;
using Throughline.Domain.Work;

namespace Throughline.Server.Journal.Tables;

/// <summary>Tasks: read and written set-wise by the sequencer.</summary>
static class TaskRows
{
    const string Columns = """
        id, story_id, project_id, status, version, estimate, time_spent, created_at, updated_at, title, description, priority,
        lease_state, lease_epoch, worker_session_id, claimed_at, attempts, set_aside, failure, lease_earlier
        """;

    /// <summary>The same where the table goes by the name t.</summary>
    internal const string ColumnsOfT = """
        t.id, t.story_id, t.project_id, t.status, t.version, t.estimate, t.time_spent, t.created_at, t.updated_at, t.title, t.description,
        t.priority, t.lease_state, t.lease_epoch, t.worker_session_id, t.claimed_at, t.attempts, t.set_aside, t.failure,
        t.lease_earlier
        """;

    internal const int ColumnCount = 20;

    const string ReadSql = $"""
        SELECT {Columns}
        FROM tasks
        WHERE id = ANY ($1) OR story_id = ANY ($2) OR story_id = ANY (ARRAY ({StoryRows.IdsByExternalKey}))
        """;

    const string InsertSql = $"""
        INSERT INTO tasks ({Columns})
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9),
               unnest($10), unnest($11), unnest($12), unnest($13), unnest($14), unnest($15), unnest($16), unnest($17),
               unnest($18), unnest($19), unnest($20)
        """;

    const string CopySql = $"COPY tasks ({Columns}) FROM STDIN (FORMAT binary)";

    // A description that did not change is not sent again: null keeps what is there.
    const string UpdateSql = """
        UPDATE tasks t SET
            status = u.status, version = u.version, estimate = u.estimate, time_spent = u.time_spent, updated_at = u.updated_at,
            title = u.title, description = coalesce(u.description, t.description), priority = u.priority, lease_state = u.lease_state,
            lease_epoch = u.lease_epoch, worker_session_id = u.worker_session_id, claimed_at = u.claimed_at, attempts = u.attempts,
            set_aside = u.set_aside, failure = u.failure, lease_earlier = u.lease_earlier
        FROM (SELECT unnest($1) id, unnest($2) status, unnest($3) version, unnest($4) estimate, unnest($5) time_spent,
                     unnest($6) updated_at, unnest($7) title, unnest($8) description, unnest($9) priority,
                     unnest($10) lease_state, unnest($11) lease_epoch, unnest($12) worker_session_id, unnest($13) claimed_at,
                     unnest($14) attempts, unnest($15) set_aside, unnest($16) failure, unnest($17) lease_earlier) u
        WHERE t.id = u.id
        """;

    const string DeleteSql = "DELETE FROM tasks WHERE id = ANY ($1)";

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Tasks.Count + needs.TasksOfStories.Count + needs.ExternalKeys.Count == 0)
            return false;
        var (projects, keys) = StoryRows.ExternalKeyColumns(needs);
        batch.Add(ReadSql, needs.Tasks.ToGuids(), needs.TasksOfStories.ToGuids(), projects, keys);
        return true;
    }

    public static WorkTask Read(NpgsqlDataReader row, State state)
    {
        var task = new WorkTask(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetGuid(2)), row.GetString(9), row.GetString(10),
            (Status)row.GetInt16(3), new(row.GetInt64(5)), new(row.GetInt64(6)), (Priority)row.GetInt16(11), ReadLease(row), row.GetInt32(16),
            row.GetBoolean(17), row.IsDBNull(18) ? null : row.GetString(18), row.GetInt32(4), row.GetInstant(7), row.GetInstant(8));
        state.Tasks.Load(task.Id, task);
        return task;
    }

    /// <summary>Sorts what changed; new rows beyond <paramref name="copyBeyond"/> are returned, to be copied in.</summary>
    public static List<WorkTask> AddWrites(NpgsqlBatch batch, State state, int copyBeyond)
    {
        var (added, changed, deleted) = Sorted<WorkTask>.Of(state.Tasks);
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(t => t.Id.Value));
        if (changed.Count > 0)
            batch.Add(UpdateSql, changed.Column(c => c.Now.Id.Value), changed.Column(c => (short)c.Now.Status),
                changed.Column(c => c.Now.Version), changed.Column(c => c.Now.Estimate.Value), changed.Column(c => c.Now.TimeSpent.Value),
                changed.Column(c => c.Now.UpdatedAt.ToDateTimeUtc()), changed.Column(c => c.Now.Title),
                changed.Column(c => ReferenceEquals(c.Before.Description, c.Now.Description) ? null : c.Now.Description),
                changed.Column(c => (short)c.Now.Priority), changed.Column(c => (short)c.Now.Lease.State), changed.Column(c => c.Now.Lease.Epoch),
                changed.Column(c => c.Now.Lease.SessionId?.Value), changed.Column(c => c.Now.Lease.ClaimedAt).AsInstants(),
                changed.Column(c => c.Now.Attempts), changed.Column(c => c.Now.SetAside), changed.Column(c => c.Now.Failure),
                changed.Column(c => c.Now.Lease.Earlier.Bits));
        if (added.Count > copyBeyond)
            return added;
        if (added.Count > 0)
            batch.Add(InsertSql, added.Column(t => t.Id.Value), added.Column(t => t.StoryId.Value), added.Column(t => t.ProjectId.Value),
                added.Column(t => (short)t.Status), added.Column(t => t.Version), added.Column(t => t.Estimate.Value),
                added.Column(t => t.TimeSpent.Value), added.Column(t => t.CreatedAt.ToDateTimeUtc()),
                added.Column(t => t.UpdatedAt.ToDateTimeUtc()), added.Column(t => t.Title), added.Column(t => t.Description),
                added.Column(t => (short)t.Priority), added.Column(t => (short)t.Lease.State), added.Column(t => t.Lease.Epoch),
                added.Column(t => t.Lease.SessionId?.Value), added.Column(t => t.Lease.ClaimedAt).AsInstants(),
                added.Column(t => t.Attempts), added.Column(t => t.SetAside), added.Column(t => t.Failure),
                added.Column(t => t.Lease.Earlier.Bits));
        return [];
    }

    public static async Task CopyAsync(NpgsqlConnection connection, List<WorkTask> added, CancellationToken cancellation)
    {
        if (added.Count == 0)
            return;
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellation);
        foreach (var task in added)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(task.Id.Value, cancellation);
            await copy.WriteAsync(task.StoryId.Value, cancellation);
            await copy.WriteAsync(task.ProjectId.Value, cancellation);
            await copy.WriteAsync((short)task.Status, cancellation);
            await copy.WriteAsync(task.Version, cancellation);
            await copy.WriteAsync(task.Estimate.Value, cancellation);
            await copy.WriteAsync(task.TimeSpent.Value, cancellation);
            await copy.WriteAsync(task.CreatedAt.ToDateTimeUtc(), cancellation);
            await copy.WriteAsync(task.UpdatedAt.ToDateTimeUtc(), cancellation);
            await copy.WriteAsync(task.Title, cancellation);
            await copy.WriteAsync(task.Description, cancellation);
            await copy.WriteAsync((short)task.Priority, cancellation);
            await copy.WriteAsync((short)task.Lease.State, cancellation);
            await copy.WriteAsync(task.Lease.Epoch, cancellation);
            await WriteAsync(copy, task.Lease.SessionId?.Value, cancellation);
            await WriteAsync(copy, task.Lease.ClaimedAt?.ToDateTimeUtc(), cancellation);
            await copy.WriteAsync(task.Attempts, cancellation);
            await copy.WriteAsync(task.SetAside, cancellation);
            if (task.Failure is null)
                await copy.WriteNullAsync(cancellation);
            else
                await copy.WriteAsync(task.Failure, cancellation);
            await copy.WriteAsync(task.Lease.Earlier.Bits, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, CancellationToken cancellation) where T : struct =>
        value is { } some ? copy.WriteAsync(some, cancellation) : copy.WriteNullAsync(cancellation);

    static Lease ReadLease(NpgsqlDataReader row)
    {
        var state = (LeaseState)row.GetInt16(12);
        return state == LeaseState.None ? Lease.None : new(state, row.GetInt32(13),
            row.IsDBNull(14) ? null : new WorkerSessionId(row.GetGuid(14)), row.IsDBNull(15) ? null : row.GetInstant(15), new(row.GetInt64(19)));
    }
}

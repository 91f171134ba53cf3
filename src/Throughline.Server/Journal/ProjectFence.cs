using System.Collections.Frozen;
using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>
/// Which projects are closed to every change, exactly as it is under the sequencer's lock: the archived ones, and deleted ones whose rows are still
/// there. They are read anew only when another change of this kind was made, on whichever node.
/// </summary>
sealed class ProjectFence
{
    const string ReadSql = """
        SELECT id, true FROM projects WHERE is_archived
        UNION ALL
        SELECT id, false FROM deleted_projects
        """;

    long _changes = -1;

    public FrozenSet<ProjectId> Archived { get; private set; } = [];

    public FrozenSet<ProjectId> Deleted { get; private set; } = [];

    /// <param name="changes">How often it grew, read under the lock that is held still.</param>
    public async ValueTask FollowAsync(NpgsqlConnection connection, long changes, CancellationToken cancellation)
    {
        if (changes == _changes)
            return;
        await using var read = new NpgsqlCommand(ReadSql, connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        List<ProjectId> archived = [], deleted = [];
        while (await row.ReadAsync(cancellation))
            (row.GetBoolean(1) ? archived : deleted).Add(new(row.GetGuid(0)));
        (Archived, Deleted, _changes) = (archived.ToFrozenSet(), deleted.ToFrozenSet(), changes);
    }
}

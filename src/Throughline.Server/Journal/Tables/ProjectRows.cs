using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;

namespace Throughline.Server.Journal.Tables;

/// <summary>Projects: read and written set-wise by the sequencer.</summary>
static class ProjectRows
{
    const string ReadSql = """
        SELECT id, key, name, last_number, story_count, version, created_at, updated_at, is_archived, has_limits, limit_open, limit_in_progress, enforces_limits
        FROM projects
        WHERE id = ANY ($1) OR key = ANY ($2) OR id IN (SELECT project_id FROM stories WHERE id = ANY ($3))
        """;

    const string WriteSql = """
        INSERT INTO projects (id, key, name, last_number, story_count, version, created_at, updated_at, is_archived, has_limits, limit_open,
                              limit_in_progress, enforces_limits)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10), unnest($11),
               unnest($12), unnest($13)
        ON CONFLICT (id) DO UPDATE SET
            key = excluded.key, name = excluded.name, last_number = excluded.last_number, story_count = excluded.story_count,
            version = excluded.version, updated_at = excluded.updated_at, is_archived = excluded.is_archived,
            has_limits = excluded.has_limits, limit_open = excluded.limit_open, limit_in_progress = excluded.limit_in_progress,
            enforces_limits = excluded.enforces_limits
        """;

    // What was in it is swept away later: it may be a million stories.
    const string DeleteSql = """
        WITH gone AS (DELETE FROM projects WHERE id = ANY ($1))
        INSERT INTO deleted_projects (id, position) SELECT unnest($1), $2
        """;

    const string FenceSql = "UPDATE project_fence SET changes = changes + 1";

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Projects.Count + needs.ProjectKeys.Count + needs.ProjectsOfStories.Count == 0)
            return false;
        batch.Add(ReadSql, needs.Projects.ToGuids(), needs.ProjectKeys.ToArray(), needs.ProjectsOfStories.ToGuids());
        return true;
    }

    public static void Read(NpgsqlDataReader row, State state)
    {
        var project = new Project(new(row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5),
            row.GetInstant(6), row.GetInstant(7), row.GetBoolean(8),
            row.GetBoolean(9) ? new WipLimits(row.IsDBNull(10) ? null : row.GetInt32(10), row.IsDBNull(11) ? null : row.GetInt32(11), row.GetBoolean(12)) : null);
        state.Projects.Load(project.Id, project);
    }

    /// <param name="position">The commit's last.</param>
    public static void AddWrites(NpgsqlBatch batch, State state, Position position)
    {
        var (added, changed, deleted) = Sorted<Project>.Of(state.Projects);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(p => p.Id.Value), position.Value);
        if (deleted.Count > 0 || changed.Exists(c => c.Before.IsArchived != c.Now.IsArchived))
            batch.Add(FenceSql);
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(p => p.Id.Value), written.Column(p => p.Key), written.Column(p => p.Name),
                written.Column(p => p.LastNumber), written.Column(p => p.StoryCount), written.Column(p => p.Version),
                written.Column(p => p.CreatedAt.ToDateTimeUtc()), written.Column(p => p.UpdatedAt.ToDateTimeUtc()), written.Column(p => p.IsArchived),
                written.Column(p => p.Limits is not null), written.Column(p => p.Limits?.Open), written.Column(p => p.Limits?.InProgress),
                written.Column(p => p.Limits is { Enforced: true }));
    }
}

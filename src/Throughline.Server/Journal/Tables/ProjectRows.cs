using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;

namespace Throughline.Server.Journal.Tables;

/// <summary>Projects: read and written set-wise by the sequencer.</summary>
static class ProjectRows
{
    const string ReadSql = """
        SELECT id, key, name, last_number, story_count, version, created_at, updated_at
        FROM projects
        WHERE id = ANY ($1) OR key = ANY ($2) OR id IN (SELECT project_id FROM stories WHERE id = ANY ($3))
        """;

    const string WriteSql = """
        INSERT INTO projects (id, key, name, last_number, story_count, version, created_at, updated_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8)
        ON CONFLICT (id) DO UPDATE SET
            key = excluded.key, name = excluded.name, last_number = excluded.last_number, story_count = excluded.story_count,
            version = excluded.version, updated_at = excluded.updated_at
        """;

    const string DeleteSql = "DELETE FROM projects WHERE id = ANY ($1)";

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
            row.GetInstant(6), row.GetInstant(7));
        state.Projects.Load(project.Id, project);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, changed, deleted) = Sorted<Project>.Of(state.Projects);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(p => p.Id.Value));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(p => p.Id.Value), written.Column(p => p.Key), written.Column(p => p.Name),
                written.Column(p => p.LastNumber), written.Column(p => p.StoryCount), written.Column(p => p.Version),
                written.Column(p => p.CreatedAt.ToDateTimeUtc()), written.Column(p => p.UpdatedAt.ToDateTimeUtc()));
    }
}

using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Views;

namespace Throughline.Server.Journal.Tables;

/// <summary>Saved views.</summary>
static class ViewRows
{
    const string ReadSql = """
        SELECT id, owner_id, project_id, name, page, filter, sort, grouped, columns, lanes, version, created_at, updated_at
        FROM views
        WHERE id IN (
            SELECT unnest($1)
            UNION SELECT s.id FROM views v JOIN views s ON s.project_id = v.project_id WHERE v.id = ANY ($1) AND s.owner_id IS NULL
            UNION SELECT id FROM views WHERE owner_id = ANY ($2)
            UNION SELECT id FROM views WHERE project_id = ANY ($3) AND owner_id IS NULL)
        """;

    const string WriteSql = """
        INSERT INTO views (id, owner_id, project_id, name, page, filter, sort, grouped, columns, lanes, version, created_at, updated_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10), unnest($11), unnest($12), unnest($13)
        ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, project_id = excluded.project_id, name = excluded.name, page = excluded.page, filter = excluded.filter,
            sort = excluded.sort, grouped = excluded.grouped, columns = excluded.columns, lanes = excluded.lanes, version = excluded.version,
            created_at = excluded.created_at, updated_at = excluded.updated_at
        """;

    const string DeleteSql = "DELETE FROM views WHERE id = ANY ($1)";

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Views.Count + needs.ViewsOf.Count + needs.SharedViewsOf.Count == 0)
            return false;
        batch.Add(ReadSql, needs.Views.ToGuids(), needs.ViewsOf.ToGuids(), needs.SharedViewsOf.ToGuids());
        return true;
    }

    public static void Read(NpgsqlDataReader row, State state)
    {
        var shows = new ViewState((ViewPage)row.GetInt16(4), row.GetString(5), Word(row, 6), Word(row, 7), Word(row, 8), Word(row, 9));
        var view = new View(new(row.GetGuid(0)), row.IsDBNull(1) ? null : new UserId(row.GetGuid(1)), row.IsDBNull(2) ? null : new ProjectId(row.GetGuid(2)),
            row.GetString(3), shows, row.GetInt32(10), row.GetInstant(11), row.GetInstant(12));
        state.Views.Load(view.Id, view);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        if (!state.Views.IsTouched)
            return;
        var (added, changed, deleted) = Sorted<View>.Of(state.Views);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(v => v.Id.Value));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(v => v.Id.Value), written.Column(v => v.OwnerId?.Value), written.Column(v => v.ProjectId?.Value), written.Column(v => v.Name),
                written.Column(v => (short)v.State.Page), written.Column(v => v.State.Filter), written.Column(v => v.State.Sort), written.Column(v => v.State.Group),
                written.Column(v => v.State.Columns), written.Column(v => v.State.Lanes), written.Column(v => v.Version),
                written.Column(v => v.CreatedAt.ToDateTimeUtc()), written.Column(v => v.UpdatedAt.ToDateTimeUtc()));
    }

    static string? Word(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

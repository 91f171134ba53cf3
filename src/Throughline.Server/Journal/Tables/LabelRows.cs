using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Labels;

namespace Throughline.Server.Journal.Tables;

/// <summary>Labels that were given a colour.</summary>
static class LabelRows
{
    const string ReadSql = "SELECT l.project_id, l.name, l.color FROM unnest($1, $2) asked (project_id, name) JOIN labels l USING (project_id, name)";

    const string WriteSql = """
        INSERT INTO labels (project_id, name, color)
        SELECT unnest($1), unnest($2), unnest($3)
        ON CONFLICT (project_id, name) DO UPDATE SET color = excluded.color
        """;

    const string DeleteSql = "DELETE FROM labels l USING unnest($1, $2) d (project_id, name) WHERE l.project_id = d.project_id AND l.name = d.name";

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Labels.Count == 0)
            return false;
        batch.Add(ReadSql, needs.Labels.Select(l => l.ProjectId.Value).ToArray(), needs.Labels.Select(l => l.Name).ToArray());
        return true;
    }

    public static void Read(NpgsqlDataReader row, State state)
    {
        var label = new Label(new(row.GetGuid(0)), row.GetString(1), (LabelColor)row.GetInt16(2));
        state.Labels.Load(label.Key, label);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        if (!state.Labels.IsTouched)
            return;
        var (added, changed, deleted) = Sorted<Label>.Of(state.Labels);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(l => l.ProjectId.Value), deleted.Column(l => l.Name));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(l => l.ProjectId.Value), written.Column(l => l.Name), written.Column(l => (short)l.Color));
    }
}

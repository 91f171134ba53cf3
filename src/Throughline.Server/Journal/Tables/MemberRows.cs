using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;

namespace Throughline.Server.Journal.Tables;

/// <summary>Members of projects.</summary>
static class MemberRows
{
    const string ReadSql = """
        SELECT project_id, user_id, role, since
        FROM members
        WHERE project_id = ANY ($1) OR project_id IN (SELECT project_id FROM members WHERE user_id = ANY ($2))
        """;

    const string WriteSql = """
        INSERT INTO members (project_id, user_id, role, since)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4)
        ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role
        """;

    const string DeleteSql = "DELETE FROM members m USING unnest($1, $2) d (project_id, user_id) WHERE m.project_id = d.project_id AND m.user_id = d.user_id";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.MembersOf.Count + needs.PlacesOf.Count == 0)
            return;
        batch.Add(ReadSql, needs.MembersOf.ToGuids(), needs.PlacesOf.ToGuids());
        add(Read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, changed, deleted) = Sorted<Member>.Of(state.Members);
        var written = added.Concat(changed.Select(c => c.Now)).ToList();
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(m => m.ProjectId.Value), deleted.Column(m => m.UserId.Value));
        if (written.Count > 0)
            batch.Add(WriteSql, written.Column(m => m.ProjectId.Value), written.Column(m => m.UserId.Value), written.Column(m => (short)m.Role),
                written.Column(m => m.Since.ToDateTimeUtc()));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var member = new Member(new(row.GetGuid(0)), new(row.GetGuid(1)), (Role)row.GetInt16(2), row.GetInstant(3));
        state.Members.Load(member.Key, member);
    }
}

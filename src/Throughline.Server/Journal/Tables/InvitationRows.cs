using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;

namespace Throughline.Server.Journal.Tables;

/// <summary>Invitations into projects. One never changes: it comes and it goes.</summary>
static class InvitationRows
{
    const string ReadSql = """
        SELECT id, project_id, email, role, invited_by, hash, created_at, expires_at
        FROM invitations
        WHERE project_id = ANY ($1)
        """;

    const string WriteSql = """
        INSERT INTO invitations (id, project_id, email, role, invited_by, hash, created_at, expires_at)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8)
        """;

    const string DeleteSql = "DELETE FROM invitations WHERE id = ANY ($1)";

    public static void AddReads(NpgsqlBatch batch, Needs needs, Action<Action<NpgsqlDataReader, State>> add)
    {
        if (needs.InvitationsOf.Count == 0)
            return;
        batch.Add(ReadSql, needs.InvitationsOf.ToGuids());
        add(Read);
    }

    public static void AddWrites(NpgsqlBatch batch, State state)
    {
        var (added, _, deleted) = Sorted<Invitation>.Of(state.Invitations);
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(i => i.Id.Value));
        if (added.Count > 0)
            batch.Add(WriteSql, added.Column(i => i.Id.Value), added.Column(i => i.ProjectId.Value), added.Column(i => i.Email), added.Column(i => (short)i.Role),
                added.Column(i => i.InvitedBy.Value), added.Column(i => i.Hash), added.Column(i => i.CreatedAt.ToDateTimeUtc()), added.Column(i => i.ExpiresAt.ToDateTimeUtc()));
    }

    static void Read(NpgsqlDataReader row, State state)
    {
        var invitation = new Invitation(new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetString(2), (Role)row.GetInt16(3), new(row.GetGuid(4)),
            row.GetFieldValue<byte[]>(5), row.GetInstant(6), row.GetInstant(7));
        state.Invitations.Load(invitation.Id, invitation);
    }
}

using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Throughline.Server.Journal.Tables;

/// <summary>The journal's own rows: written set-wise by the sequencer, never changed.</summary>
static class FactRows
{
    const string InsertSql = """
        INSERT INTO journal (position, at, effective_at, project_id, actor_id, credential_id, subject_id, type, audience, data)
        SELECT unnest($1), $2, unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10)
        """;

    const string CopySql = """
        COPY journal (position, at, effective_at, project_id, actor_id, credential_id, subject_id, type, audience, data) FROM STDIN (FORMAT binary)
        """;

    public static void AddInsert(NpgsqlBatch batch, List<JournalEntry> entries) =>
        batch.Add(InsertSql, entries.Column(e => e.Position.Value), entries[0].At.ToDateTimeUtc(), entries.Column(EffectiveAt).AsInstants(),
            entries.Column(e => e.ProjectId.Value), entries.Column(e => e.ActorId.Value), entries.Column(e => e.CredentialId), entries.Column(e => e.SubjectId),
            entries.Column(e => e.Type), entries.Column(e => (short)e.Audience), entries.Column(e => e.Data).AsJson());

    public static async Task CopyAsync(NpgsqlConnection connection, List<JournalEntry> entries, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellation);
        foreach (var entry in entries)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(entry.Position.Value, cancellation);
            await copy.WriteAsync(entry.At.ToDateTimeUtc(), cancellation);
            if (EffectiveAt(entry) is { } effective)
                await copy.WriteAsync(effective.ToDateTimeUtc(), cancellation);
            else
                await copy.WriteNullAsync(cancellation);
            await copy.WriteAsync(entry.ProjectId.Value, cancellation);
            await copy.WriteAsync(entry.ActorId.Value, cancellation);
            if (entry.CredentialId is { } credential)
                await copy.WriteAsync(credential, cancellation);
            else
                await copy.WriteNullAsync(cancellation);
            await copy.WriteAsync(entry.SubjectId, cancellation);
            await copy.WriteAsync(entry.Type, cancellation);
            await copy.WriteAsync((short)entry.Audience, cancellation);
            await copy.WriteAsync(entry.Data, NpgsqlDbType.Json, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    static Instant? EffectiveAt(JournalEntry entry) => entry.EffectiveAt == entry.At ? null : entry.EffectiveAt;
}

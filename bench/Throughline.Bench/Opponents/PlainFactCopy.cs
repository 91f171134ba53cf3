using Npgsql;
using NpgsqlTypes;
using Throughline.Server.Journal;

namespace Throughline.Bench.Opponents;

/// <summary>Fact rows by one binary COPY, written as Npgsql's documentation shows it. Its values lie ready, so that only copying is measured.</summary>
sealed class PlainFactCopy(IEnumerable<JournalEntry> entries)
{
    const string Sql = "COPY journal (position, at, effective_at, project_id, actor_id, subject_id, type, audience, data) FROM STDIN (FORMAT binary)";

    readonly List<Row> _rows =
    [
        .. entries.Select(entry => new Row(entry.Position.Value, entry.At.ToDateTimeUtc(), entry.ProjectId.Value, entry.ActorId.Value, entry.SubjectId, entry.Type,
            (short)entry.Audience, entry.Data.ToArray())),
    ];

    public void CopyIn(NpgsqlConnection connection)
    {
        using var copy = connection.BeginBinaryImport(Sql);
        foreach (var row in _rows)
        {
            copy.StartRow();
            copy.Write(row.Position, NpgsqlDbType.Bigint);
            copy.Write(row.At, NpgsqlDbType.TimestampTz);
            copy.WriteNull();
            copy.Write(row.Project, NpgsqlDbType.Uuid);
            copy.Write(row.Actor, NpgsqlDbType.Uuid);
            copy.Write(row.Subject, NpgsqlDbType.Uuid);
            copy.Write(row.Type, NpgsqlDbType.Text);
            copy.Write(row.Audience, NpgsqlDbType.Smallint);
            copy.Write(row.Data, NpgsqlDbType.Json);
        }
        copy.Complete();
    }

    sealed record Row(long Position, DateTime At, Guid Project, Guid Actor, Guid Subject, string Type, short Audience, byte[] Data);
}

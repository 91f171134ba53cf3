using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Throughline.Domain;
using Throughline.Domain.Stories;

namespace Throughline.Server.Journal.Tables;

/// <summary>Stories: read and written set-wise by the sequencer.</summary>
static class StoryRows
{
    // Without the rank, which no new story has.
    const string Columns = """
        id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at,
        assignee_id, title, description, labels, external_key
        """;

    /// <summary>Ids of the stories that have the external keys of $3 and $4.</summary>
    internal const string IdsByExternalKey = """
        SELECT s.id
        FROM unnest($3, $4) k (project_id, external_key)
        JOIN stories s ON s.project_id = k.project_id AND s.external_key = k.external_key
        """;

    /// <summary>The same where the table goes by the name s.</summary>
    internal const string ColumnsOfS = """
        s.id, s.project_id, s.number, s.status, s.priority, s.version, s.tasks_open, s.tasks_in_progress, s.tasks_done, s.created_at,
        s.updated_at, s.assignee_id, s.title, s.description, s.labels, s.external_key, s.rank
        """;

    const string ReadSql = $"""
        SELECT {Columns}, rank
        FROM stories
        WHERE id IN (SELECT unnest($1) UNION SELECT story_id FROM tasks WHERE id = ANY ($2) UNION {IdsByExternalKey})
        """;

    const string InsertSql = $"""
        INSERT INTO stories ({Columns})
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9),
               unnest($10), unnest($11), unnest($12), unnest($13), unnest($14), unnest($15), unnest($16)
        """;

    const string CopySql = $"COPY stories ({Columns}) FROM STDIN (FORMAT binary)";

    // A description that did not change is not sent again: null keeps what is there.
    const string UpdateSql = """
        UPDATE stories s SET
            status = u.status, priority = u.priority, version = u.version, tasks_open = u.tasks_open,
            tasks_in_progress = u.tasks_in_progress, tasks_done = u.tasks_done, updated_at = u.updated_at, assignee_id = u.assignee_id,
            title = u.title, description = coalesce(u.description, s.description), labels = u.labels, rank = u.rank
        FROM (SELECT unnest($1) id, unnest($2) status, unnest($3) priority, unnest($4) version, unnest($5) tasks_open,
                     unnest($6) tasks_in_progress, unnest($7) tasks_done, unnest($8) updated_at, unnest($9) assignee_id,
                     unnest($10) title, unnest($11) description, unnest($12) labels, unnest($13) rank) u
        WHERE s.id = u.id
        """;

    const string DeleteSql = "DELETE FROM stories WHERE id = ANY ($1)";

    public static bool AddRead(NpgsqlBatch batch, Needs needs)
    {
        if (needs.Stories.Count + needs.Tasks.Count + needs.ExternalKeys.Count == 0)
            return false;
        var (projects, keys) = ExternalKeyColumns(needs);
        batch.Add(ReadSql, needs.Stories.ToGuids(), needs.Tasks.ToGuids(), projects, keys);
        return true;
    }

    /// <summary>The parameters of <see cref="IdsByExternalKey"/>.</summary>
    internal static (Guid[] Projects, string[] Keys) ExternalKeyColumns(Needs needs) =>
        ([.. needs.ExternalKeys.Select(k => k.Project.Value)], [.. needs.ExternalKeys.Select(k => k.Key)]);

    /// <param name="at">The column that the story's begin at.</param>
    public static void Read(NpgsqlDataReader row, State state, int at = 0)
    {
        var story = new Story(new(row.GetGuid(at)), new(row.GetGuid(at + 1)), row.GetInt32(at + 2), row.GetString(at + 12), row.GetString(at + 13),
            (Status)row.GetInt16(at + 3), (Priority)row.GetInt16(at + 4), ReadLabels(row.GetFieldValue<byte[]>(at + 14)),
            row.IsDBNull(at + 11) ? null : new UserId(row.GetGuid(at + 11)),
            new TaskCounts(row.GetInt32(at + 6), row.GetInt32(at + 7), row.GetInt32(at + 8)),
            row.GetInt32(at + 5), row.GetInstant(at + 9), row.GetInstant(at + 10),
            row.IsDBNull(at + 15) ? null : row.GetString(at + 15),
            row.IsDBNull(at + 16) ? null : row.GetString(at + 16));
        state.Stories.Load(story.Id, story);
    }

    /// <summary>Sorts what changed; new rows beyond <paramref name="copyBeyond"/> are returned, to be copied in.</summary>
    public static List<Story> AddWrites(NpgsqlBatch batch, State state, int copyBeyond)
    {
        var (added, changed, deleted) = Sorted<Story>.Of(state.Stories);
        if (deleted.Count > 0)
            batch.Add(DeleteSql, deleted.Column(s => s.Id.Value));
        if (changed.Count > 0)
            batch.Add(UpdateSql, changed.Column(c => c.Now.Id.Value), changed.Column(c => (short)c.Now.Status),
                changed.Column(c => (short)c.Now.Priority), changed.Column(c => c.Now.Version), changed.Column(c => c.Now.Tasks.Open),
                changed.Column(c => c.Now.Tasks.InProgress), changed.Column(c => c.Now.Tasks.Done),
                changed.Column(c => c.Now.UpdatedAt.ToDateTimeUtc()), changed.Column(c => c.Now.AssigneeId?.Value),
                changed.Column(c => c.Now.Title),
                changed.Column(c => ReferenceEquals(c.Before.Description, c.Now.Description) ? null : c.Now.Description),
                changed.Column(c => LabelsJson(c.Now.Labels)).AsJsonb(), changed.Column(c => c.Now.Rank));
        if (added.Count > copyBeyond)
            return added;
        if (added.Count > 0)
            batch.Add(InsertSql, added.Column(s => s.Id.Value), added.Column(s => s.ProjectId.Value), added.Column(s => s.Number),
                added.Column(s => (short)s.Status), added.Column(s => (short)s.Priority), added.Column(s => s.Version),
                added.Column(s => s.Tasks.Open), added.Column(s => s.Tasks.InProgress), added.Column(s => s.Tasks.Done),
                added.Column(s => s.CreatedAt.ToDateTimeUtc()), added.Column(s => s.UpdatedAt.ToDateTimeUtc()),
                added.Column(s => s.AssigneeId?.Value), added.Column(s => s.Title), added.Column(s => s.Description),
                added.Column(s => LabelsJson(s.Labels)).AsJsonb(), added.Column(s => s.ExternalKey));
        return [];
    }

    public static async Task CopyAsync(NpgsqlConnection connection, List<Story> added, CancellationToken cancellation)
    {
        if (added.Count == 0)
            return;
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellation);
        foreach (var story in added)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(story.Id.Value, cancellation);
            await copy.WriteAsync(story.ProjectId.Value, cancellation);
            await copy.WriteAsync(story.Number, cancellation);
            await copy.WriteAsync((short)story.Status, cancellation);
            await copy.WriteAsync((short)story.Priority, cancellation);
            await copy.WriteAsync(story.Version, cancellation);
            await copy.WriteAsync(story.Tasks.Open, cancellation);
            await copy.WriteAsync(story.Tasks.InProgress, cancellation);
            await copy.WriteAsync(story.Tasks.Done, cancellation);
            await copy.WriteAsync(story.CreatedAt.ToDateTimeUtc(), cancellation);
            await copy.WriteAsync(story.UpdatedAt.ToDateTimeUtc(), cancellation);
            if (story.AssigneeId is { } assignee)
                await copy.WriteAsync(assignee.Value, cancellation);
            else
                await copy.WriteNullAsync(cancellation);
            await copy.WriteAsync(story.Title, cancellation);
            await copy.WriteAsync(story.Description, cancellation);
            await copy.WriteAsync(LabelsJson(story.Labels), NpgsqlDbType.Jsonb, cancellation);
            if (story.ExternalKey is { } key)
                await copy.WriteAsync(key, cancellation);
            else
                await copy.WriteNullAsync(cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    static readonly byte[] NoLabels = "[]"u8.ToArray();

    static ReadOnlyMemory<byte> LabelsJson(LabelSet labels)
    {
        if (labels.Names.IsEmpty)
            return NoLabels;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(64);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var name in labels.Names)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    internal static LabelSet ReadLabels(ReadOnlySpan<byte> json)
    {
        if (json.Length <= 2)
            return LabelSet.Empty;
        var reader = new Utf8JsonReader(json);
        var names = new List<string>();
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                names.Add(reader.GetString()!);
        return LabelSet.Of(names);
    }
}

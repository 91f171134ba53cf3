using System.CommandLine;
using System.Text.Json;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Stories;
using Throughline.Server.Features.Stories;
using Throughline.Server.Journal;

namespace Throughline.Bench.Opponents;

/// <summary>What most servers do: each request commits its own transaction. The same lock, rows and fact as ours in as few round trips as it takes (two).</summary>
static class TransactionEdge
{
    const string LockSql = "SELECT pg_advisory_xact_lock(7201851846310912)";

    const string LastSql = """
        SELECT coalesce(j.position, 0), coalesce(j.at, clock_timestamp()), clock_timestamp()
        FROM (VALUES (1)) one
        LEFT JOIN LATERAL (SELECT position, at FROM journal ORDER BY position DESC LIMIT 1) j ON true
        """;

    const string ProjectSql = "UPDATE projects SET last_number = last_number + 1, story_count = story_count + 1 WHERE key = 'TL' RETURNING id, last_number";

    const string StorySql = """
        INSERT INTO stories (id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at,
                             assignee_id, title, description, labels, external_key)
        VALUES ($1, $2, $3, 0, 0, 1, 0, 0, 0, $4, $4, NULL, $5, '', '[]', NULL)
        """;

    const string FactSql = """
        INSERT INTO journal (position, at, effective_at, project_id, actor_id, subject_id, type, audience, data)
        VALUES ($1, $2, NULL, $3, $4, $5, $6, 0, $7)
        """;

    public static Command Verb()
    {
        var postgres = new Option<string>("--postgres") { Required = true };
        var verb = new Command("transaction-edge", "Serve one transaction per request until SIGTERM (used by benchmarks).") { postgres };
        verb.Hidden = true;
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var source = NpgsqlDataSource.Create(parsed.GetValue(postgres)!);
            await BareEdge.ServeAsync(app => Map(app, source), cancel);
        });
        return verb;
    }

    static void Map(WebApplication app, NpgsqlDataSource source) => app.MapPost("/api/stories", async context =>
    {
        var request = await JsonSerializer.DeserializeAsync(context.Request.Body, StoriesJson.Default.CreateStoryRequest, context.RequestAborted);
        var (story, position) = await CommitAsync(source, request!, context.RequestAborted);
        await BareEdge.AnswerAsync(context, story, position);
    });

    static async Task<(StoryResponse Story, long Position)> CommitAsync(NpgsqlDataSource source, CreateStoryRequest request, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var locking = new NpgsqlBatch(connection);
        locking.Add("BEGIN");
        locking.Add(LockSql);
        locking.Add(LastSql);
        locking.Add(ProjectSql);
        long position;
        Instant at;
        ProjectId project;
        int number;
        await using (var row = await locking.ExecuteReaderAsync(cancel))
        {
            await row.NextResultAsync(cancel);
            await row.ReadAsync(cancel);
            position = row.GetInt64(0) + 1;
            at = Instant.Max(row.GetInstant(1), row.GetInstant(2));
            await row.NextResultAsync(cancel);
            await row.ReadAsync(cancel);
            (project, number) = (new ProjectId(row.GetGuid(0)), row.GetInt32(1));
        }

        var story = BareEdge.Made(request, project, number) with { CreatedAt = at, UpdatedAt = at };
        var fact = new StoryCreated(number, story.Title, "", Status.Open, Priority.None, story.Labels);
        await using var writing = new NpgsqlBatch(connection);
        writing.Add(StorySql, story.Id.Value, project.Value, number, at.ToDateTimeUtc(), story.Title);
        writing.Add(FactSql, position, at.ToDateTimeUtc(), project.Value, UserId.Local.Value, story.Id.Value, fact.Type, new NpgsqlParameter
        {
            Value = Written(fact),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Json,
        });
        writing.Add("COMMIT");
        await writing.ExecuteNonQueryAsync(cancel);
        return (story, position);
    }

    static byte[] Written(FactData fact)
    {
        using var bytes = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(bytes, FactJson.Writing)) FactJson.Write(writer, fact);
        return bytes.ToArray();
    }
}

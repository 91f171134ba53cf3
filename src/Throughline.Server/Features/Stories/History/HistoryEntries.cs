using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Stories.History;

/// <summary>Makes entries of facts: what changed, and what everybody and everything in them is called now.</summary>
static class HistoryEntries
{
    const string NamesSql = """
        SELECT id, name FROM accounts WHERE id = ANY (@users);
        SELECT id, title FROM tasks WHERE id = ANY (@subjects);
        SELECT id, worker FROM worker_sessions WHERE id = ANY (@sessions);
        SELECT subject_id, data ->> 'title' FROM journal WHERE type = 'task.deleted' AND data ->> 'storyId' = @story;
        """;

    const string Program = "Throughline";

    /// <summary>They change with everything, or are told otherwise.</summary>
    static readonly string[] Silent = ["version", "attempts", "failure", "lease"];

    static readonly string[] Texts = ["title", "description"];

    public static async Task<List<HistoryEntry>> OfAsync(NpgsqlConnection connection, StoryId story, List<HistoryPage.Row> rows, CancellationToken cancellation)
    {
        var facts = rows.ConvertAll(row =>
        {
            using var data = JsonDocument.Parse(row.Data);
            return (Row: row, Data: data.RootElement.Clone());
        });
        var users = facts.Select(f => f.Row.ActorId).Concat(facts.SelectMany(f => PeopleIn(f.Data))).Distinct().ToArray();
        var sessions = facts.Select(f => SessionOf(f.Data)).OfType<Guid>().Distinct().ToArray();
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(
            NamesSql, new { users, subjects = rows.Select(r => r.SubjectId).Distinct().ToArray(), sessions, story = story.ToString() }, cancellationToken: cancellation));
        var names = (await read.ReadAsync<(Guid, string)>()).ToDictionary(u => u.Item1, u => u.Item2);
        var titles = (await read.ReadAsync<(Guid, string)>()).ToDictionary(t => t.Item1, t => t.Item2);
        var workers = (await read.ReadAsync<(Guid, string)>()).ToDictionary(w => w.Item1, w => w.Item2);
        foreach (var (task, title) in await read.ReadAsync<(Guid, string)>())
            titles.TryAdd(task, title);

        return facts.ConvertAll(f => new HistoryEntry(
            new(f.Row.Position), Instant.FromDateTimeUtc(f.Row.At), f.Row.Type, new(new(f.Row.ActorId), NameOf(f.Row.ActorId)),
            f.Row.SubjectId == story.Value ? null : new(new(f.Row.SubjectId), titles.GetValueOrDefault(f.Row.SubjectId, "")),
            [.. ChangesIn(f.Data)],
            f.Data.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
            SessionOf(f.Data) is { } session ? workers.GetValueOrDefault(session) : null,
            PeopleIn(f.Data).Distinct().ToDictionary(id => id.ToString(), NameOf)));

        string NameOf(Guid user) => user == Guid.Empty ? Program : names.GetValueOrDefault(user) ?? User.Pseudonym(new(user));
    }

    static IEnumerable<HistoryChange> ChangesIn(JsonElement data)
    {
        foreach (var member in data.EnumerateObject())
        {
            if (Silent.Contains(member.Name) || BeforeAndAfter(member.Value) is not var (old, now))
                continue;
            yield return Texts.Contains(member.Name)
                ? new(member.Name, null, null, TextDiff.Of(old.GetString() ?? "", now.GetString() ?? ""))
                : new(member.Name, old, now, null);
        }
    }

    static (JsonElement Old, JsonElement New)? BeforeAndAfter(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("old", out var old) && value.TryGetProperty("new", out var now) ? (old, now) : null;

    static IEnumerable<Guid> PeopleIn(JsonElement data) =>
        data.TryGetProperty("assigneeId", out var assignee) && BeforeAndAfter(assignee) is var (old, now)
            ? new[] { old, now }.Where(id => id.ValueKind == JsonValueKind.String && id.TryGetGuid(out _)).Select(id => id.GetGuid())
            : [];

    static Guid? SessionOf(JsonElement data) =>
        data.TryGetProperty("lease", out var lease) && lease.TryGetProperty("sessionId", out var session) && session.TryGetGuid(out var id) ? id : null;
}

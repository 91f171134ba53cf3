using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Audit;

/// <summary>What everything in some facts is called now, and the entries that are made with it.</summary>
sealed class AuditNames
{
    const string ReadSql = """
        SELECT id, name FROM accounts WHERE id = ANY (@users);
        SELECT id, key, name FROM projects WHERE id = ANY (@projects);
        SELECT id, number, title FROM stories WHERE id = ANY (@subjects);
        SELECT id, title FROM tasks WHERE id = ANY (@subjects);
        SELECT id, description FROM base_items WHERE id = ANY (@subjects)
        UNION ALL
        SELECT i.id, coalesce(i.label, b.description) FROM items i JOIN base_items b ON b.id = i.base_item_id WHERE i.id = ANY (@subjects)
        UNION ALL
        SELECT t.id, coalesce(i.label, b.description)
        FROM transfers t JOIN items i ON i.id = t.item_id JOIN base_items b ON b.id = i.base_item_id
        WHERE t.id = ANY (@subjects)
        UNION ALL
        SELECT id, name FROM views WHERE id = ANY (@subjects) AND owner_id IS NULL;
        SELECT id, label FROM secrets WHERE id = ANY (@credentials);
        SELECT c.id
        FROM unnest(@credentials) c (id)
        WHERE EXISTS (SELECT FROM tokens t WHERE t.id = c.id)
           OR NOT EXISTS (SELECT FROM sign_ins i WHERE i.id = c.id) AND EXISTS (SELECT FROM journal j WHERE j.subject_id = c.id AND j.type = 'token.created');
        SELECT credential_id, host(address), first_at FROM uses WHERE credential_id = ANY (@credentials) ORDER BY first_at DESC;
        """;

    const string Program = "Throughline";

    static readonly string[] PersonMembers = ["userId", "assigneeId", "ownerId", "giverId"];

    Dictionary<Guid, string> _users = [];
    Dictionary<Guid, (string Key, string Name)> _projects = [];
    Dictionary<Guid, (int Number, string Title)> _stories = [];
    Dictionary<Guid, string> _tasks = [];
    Dictionary<Guid, string> _things = [];
    Dictionary<Guid, string> _labels = [];
    HashSet<Guid> _tokens = [];
    ILookup<Guid, (string Address, DateTime FirstAt)> _uses = Enumerable.Empty<(Guid, string, DateTime)>().ToLookup(u => u.Item1, u => (u.Item2, u.Item3));

    /// <summary>The entries of some facts.</summary>
    public static async Task<List<AuditEntry>> EntriesAsync(NpgsqlConnection connection, IReadOnlyList<AuditPage.Row> rows, AuditSight sight, CancellationToken cancellation)
    {
        var facts = new List<(AuditPage.Row Row, Dictionary<string, AuditChange> Changes)>(rows.Count);
        foreach (var row in rows)
        {
            using var data = JsonDocument.Parse(row.Data);
            facts.Add((row, FactChanges.Of(row.Type, data.RootElement.Clone())));
        }
        var names = new AuditNames();
        await names.ReadAsync(connection, facts, cancellation);
        return [.. facts.Select(f => names.EntryOf(f.Row, f.Changes, sight))];
    }

    async Task ReadAsync(NpgsqlConnection connection, List<(AuditPage.Row Row, Dictionary<string, AuditChange> Changes)> facts, CancellationToken cancellation)
    {
        Guid[] subjects = [.. facts.Select(f => f.Row.SubjectId).Distinct()];
        Guid[] projects = [.. facts.Select(f => f.Row.ProjectId).Distinct()];
        Guid[] users = [.. facts.Select(f => f.Row.ActorId).Concat(facts.SelectMany(f => PeopleIn(f.Changes))).Concat(subjects).Distinct()];
        Guid[] credentials = [.. facts.Select(f => f.Row.CredentialId).OfType<Guid>().Concat(facts.Where(f => KindOf(f.Row.Type) == "token").Select(f => f.Row.SubjectId)).Distinct()];
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(ReadSql, new { users, projects, subjects, credentials }, cancellationToken: cancellation));
        _users = (await read.ReadAsync<(Guid, string)>()).ToDictionary(u => u.Item1, u => u.Item2);
        _projects = (await read.ReadAsync<(Guid, string, string)>()).ToDictionary(p => p.Item1, p => (p.Item2, p.Item3));
        _stories = (await read.ReadAsync<(Guid, int, string)>()).ToDictionary(s => s.Item1, s => (s.Item2, s.Item3));
        _tasks = (await read.ReadAsync<(Guid, string)>()).ToDictionary(t => t.Item1, t => t.Item2);
        _things = (await read.ReadAsync<(Guid, string)>()).ToDictionary(t => t.Item1, t => t.Item2);
        _labels = (await read.ReadAsync<(Guid, string)>()).ToDictionary(s => s.Item1, s => s.Item2);
        _tokens = [.. await read.ReadAsync<Guid>()];
        _uses = (await read.ReadAsync<(Guid, string, DateTime)>()).ToLookup(u => u.Item1, u => (u.Item2, u.Item3));
    }

    AuditEntry EntryOf(AuditPage.Row row, Dictionary<string, AuditChange> changes, AuditSight sight) => new(
        new(row.Position), Instant.FromDateTimeUtc(row.At), row.Type,
        row.ProjectId == Guid.Empty ? null : new AuditProject(new(row.ProjectId), KeyOf(row.ProjectId)),
        new AuditPerson(new(row.ActorId), NameOf(row.ActorId)),
        row.CredentialId is { } credential ? CredentialOf(credential, row, sight.SeesPlaceOf(row.ActorId)) : null,
        SubjectOf(row, changes),
        changes,
        PeopleIn(changes).Distinct().ToDictionary(id => id.ToString(), NameOf));

    AuditCredential CredentialOf(Guid id, AuditPage.Row row, bool isPlaceShown)
    {
        var isToken = _tokens.Contains(id);
        // The address that it had begun to be used from last, when the fact came about.
        var address = _uses[id].FirstOrDefault(u => u.FirstAt <= row.At).Address;
        return new AuditCredential(id, isToken ? "token" : "signIn", isToken || isPlaceShown ? _labels.GetValueOrDefault(id) : null, isPlaceShown ? address : null);
    }

    AuditSubject SubjectOf(AuditPage.Row row, Dictionary<string, AuditChange> changes)
    {
        var id = row.SubjectId;
        return KindOf(row.Type) switch
        {
            "story" when _stories.TryGetValue(id, out var story) => new(id, "story", $"{KeyOf(row.ProjectId)}-{story.Number}", story.Title),
            "story" => new(id, "story", Told("number") is { } number && KeyOf(row.ProjectId) is { } key ? $"{key}-{number}" : null, Told("title")),
            "task" => new(id, "task", null, _tasks.GetValueOrDefault(id) ?? Told("title")),
            "project" => new(id, "project", KeyOf(id) ?? Told("key"), _projects.TryGetValue(id, out var project) ? project.Name : Told("name")),
            "view" => new(id, "view", null, _things.GetValueOrDefault(id) ?? Told("name")),
            "token" => new(id, "token", null, _labels.GetValueOrDefault(id)),
            var kind => new(id, kind, null, kind == "user" ? NameOf(id) : _things.GetValueOrDefault(id) ?? Told("description")),
        };

        // What is gone is called as the fact itself calls it.
        string? Told(string member) => changes.TryGetValue(member, out var change) ? (change.New ?? change.Old)?.ToString() : null;
    }

    static string KindOf(string type) => type[..type.IndexOf('.', StringComparison.Ordinal)] switch
    {
        "account" or "member" => "user",
        var noun => noun,
    };

    string? KeyOf(Guid project) => _projects.TryGetValue(project, out var found) ? found.Key : null;

    string NameOf(Guid user) => user == Guid.Empty ? Program : _users.GetValueOrDefault(user) ?? User.Pseudonym(new(user));

    static IEnumerable<Guid> PeopleIn(Dictionary<string, AuditChange> changes) =>
        from member in PersonMembers
        where changes.ContainsKey(member)
        from value in new[] { changes[member].Old, changes[member].New }
        where value is { ValueKind: JsonValueKind.String } && Guid.TryParse(value.Value.GetString(), out _)
        select Guid.Parse(value.Value.GetString()!);
}

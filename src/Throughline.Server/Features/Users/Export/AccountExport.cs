using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Facts;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Export;

/// <summary>Writes all that is kept of somebody, row by row, however much it is.</summary>
/// <param name="sees">Whether they see a project. What they did in others stays theirs, but not what it says.</param>
public sealed class AccountExport(NpgsqlDataSource dataSource, UserId user, Func<ProjectId, bool> sees)
{
    const string AccountSql = """
        SELECT a.email, a.name, a.password_hash IS NOT NULL, u.is_administrator, u.created_at
        FROM accounts a
        JOIN users u ON u.id = a.id
        WHERE a.id = $1
        """;

    const string MembershipsSql = "SELECT m.project_id, p.key, m.role, m.since FROM members m JOIN projects p ON p.id = m.project_id WHERE m.user_id = $1 ORDER BY p.key";

    const string TokensSql = """
        SELECT t.id, coalesce(s.label, ''), t.scopes, t.created_at, t.expires_at
        FROM tokens t
        LEFT JOIN secrets s ON s.id = t.id
        WHERE t.user_id = $1
        ORDER BY t.created_at, t.id
        """;

    const string SignInsSql = """
        SELECT i.id, coalesce(s.label, ''), i.created_at, i.expires_at
        FROM sign_ins i
        LEFT JOIN secrets s ON s.id = i.id
        WHERE i.user_id = $1
        ORDER BY i.created_at, i.id
        """;

    const string UsesSql = "SELECT credential_id, host(address), first_at, last_at FROM uses WHERE user_id = $1 ORDER BY last_at, credential_id, address";

    const string ViewsSql = """
        SELECT id, project_id, name, page, filter, sort, grouped, columns, lanes, created_at, updated_at
        FROM views
        WHERE owner_id = $1
        ORDER BY created_at, id
        """;

    const string FactsSql = """
        SELECT position, at, type, actor_id = $1, project_id, subject_id, audience, data::text, subject_id = $1 OR coalesce(data ->> 'userId' = $1::text, false)
        FROM journal
        WHERE actor_id = $1 OR subject_id = $1 OR (type LIKE 'token.%' AND data ->> 'userId' = $1::text)
        ORDER BY position
        """;

    const int FlushEvery = 200;

    readonly ExportJson _json = ExportJson.Default;

    public async Task WriteAsync(PipeWriter to, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var writer = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, Encoder = WireJson.Writing.Encoder });
        writer.WriteStartObject();
        writer.WritePropertyName("account");
        await EachAsync(AccountSql, _json.ExportedAccount, row =>
            new(user, row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInstant(4)));
        await ArrayAsync("memberships", MembershipsSql, _json.ExportedMembership, row =>
            new(new(row.GetGuid(0)), row.GetString(1), (Role)row.GetInt16(2), row.GetInstant(3)));
        await ArrayAsync("tokens", TokensSql, _json.ExportedToken, row =>
            new(new(row.GetGuid(0)), row.GetString(1), (Scopes)row.GetInt16(2), row.GetInstant(3), row.IsDBNull(4) ? null : row.GetInstant(4)));
        await ArrayAsync("signIns", SignInsSql, _json.ExportedSignIn, row => new(new(row.GetGuid(0)), row.GetString(1), row.GetInstant(2), row.GetInstant(3)));
        await ArrayAsync("uses", UsesSql, _json.ExportedUse, row => new(row.GetGuid(0), row.GetString(1), row.GetInstant(2), row.GetInstant(3)));
        await ArrayAsync("views", ViewsSql, _json.ExportedView, row => new(
            new(row.GetGuid(0)), row.IsDBNull(1) ? null : new ProjectId(row.GetGuid(1)), row.GetString(2),
            new((ViewPage)row.GetInt16(3), row.GetString(4), Word(row, 5), Word(row, 6), Word(row, 7), Word(row, 8)), row.GetInstant(9), row.GetInstant(10)));
        await ArrayAsync("facts", FactsSql, _json.ExportedFact, FactOf);
        writer.WriteEndObject();
        await FlushAsync();

        async Task ArrayAsync<T>(string name, string sql, JsonTypeInfo<T> type, Func<NpgsqlDataReader, T> read)
        {
            writer.WriteStartArray(name);
            await EachAsync(sql, type, read);
            writer.WriteEndArray();
            await FlushAsync();
        }

        async Task EachAsync<T>(string sql, JsonTypeInfo<T> type, Func<NpgsqlDataReader, T> read)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = user.Value } } };
            await using var row = await command.ExecuteReaderAsync(cancellation);
            for (var n = 1; await row.ReadAsync(cancellation); n++)
            {
                JsonSerializer.Serialize(writer, read(row), type);
                if (n % FlushEvery == 0)
                    await FlushAsync();
            }
        }

        async Task FlushAsync()
        {
            await writer.FlushAsync(cancellation);
            await to.FlushAsync(cancellation);
        }
    }

    static string? Word(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    ExportedFact FactOf(NpgsqlDataReader row)
    {
        var (project, audience, isAboutThem) = (new ProjectId(row.GetGuid(4)), (Audience)row.GetInt16(6), row.GetBoolean(8));
        var isShown = audience == Audience.Project ? sees(project) : isAboutThem;
        return new ExportedFact(new(row.GetInt64(0)), row.GetInstant(1), row.GetString(2), row.GetBoolean(3), project == default ? null : project,
            audience == Audience.Project || isAboutThem ? row.GetGuid(5) : null, isShown ? JsonDocument.Parse(row.GetString(7)).RootElement : null);
    }
}

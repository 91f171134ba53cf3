using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Domain.Users;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>Finds whom filters name. Only a project's members have names in it: nobody learns by a filter who else is there.</summary>
static class FilterPeople
{
    const string Sql = """
        SELECT n.name AS "Name", m.user_id AS "UserId"
        FROM unnest(@names, @keys) n (name, key)
        JOIN members m ON m.project_id = @project
        JOIN accounts a ON a.id = m.user_id
        WHERE a.email_key = n.key OR lower(a.name) = lower(n.name) OR starts_with(lower(a.name), lower(n.name) || ' ')
        ORDER BY n.name, m.user_id
        """;

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<UserId>>> FindAsync(
        NpgsqlDataSource dataSource, ProjectId project, IEnumerable<Filter> filters, CancellationToken cancellation)
    {
        var names = filters.SelectMany(f => f.Clauses).Where(c => c.Field == Field.Assignee).SelectMany(c => c.Values).OfType<TextValue>()
            .Select(v => v.Text).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
            return new Dictionary<string, IReadOnlyList<UserId>>(StringComparer.Ordinal);
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<(string Name, Guid UserId)>(new CommandDefinition(Sql,
            new { names, keys = Array.ConvertAll(names, Account.KeyOf), project = project.Value }, cancellationToken: cancellation));
        return rows.GroupBy(r => r.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<UserId>)[.. g.Select(r => new UserId(r.UserId))], StringComparer.Ordinal);
    }
}

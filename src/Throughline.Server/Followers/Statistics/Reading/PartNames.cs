using Npgsql;
using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>What parts are called now. People are named to those who share a project with them.</summary>
static class PartNames
{
    const string ProjectsSql = "SELECT id::text, key || ' ' || name FROM projects WHERE id = ANY ($1::uuid[]) AND id = ANY ($2)";

    const string PeopleSql = """
        SELECT a.id::text, a.name
        FROM accounts a
        WHERE a.id = ANY ($1::uuid[]) AND ($3 OR EXISTS (SELECT FROM members m WHERE m.user_id = a.id AND m.project_id = ANY ($2)))
        """;

    const string BaseItemsSql = "SELECT id::text, description FROM base_items WHERE id = ANY ($1::uuid[]) AND project_id = ANY ($2)";

    /// <param name="projects">Those that whoever asks sees.</param>
    /// <param name="seesAll">They are an administrator, who sees everybody.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        NpgsqlConnection connection, Dimension dimension, IReadOnlyCollection<string> keys, Guid[] projects, bool seesAll, CancellationToken cancellation)
    {
        if (dimension == Dimension.Label)
            return keys.ToDictionary(k => k, StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(dimension switch
        {
            Dimension.Project => ProjectsSql,
            Dimension.Person => PeopleSql,
            _ => BaseItemsSql,
        }, connection)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. keys] }, new NpgsqlParameter<Guid[]> { TypedValue = projects } },
        };
        if (dimension == Dimension.Person)
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = seesAll });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            names[row.GetString(0)] = row.GetString(1);
        return names;
    }
}

using Npgsql;
using NpgsqlTypes;
using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// The facts of a stretch of time that count in some series, in the order of the journal. Positions are dense and times never go back, so its ends are
/// found by halving: what a page costs depends on what is in the stretch, not on how much history there is.
/// </summary>
sealed class FactsBehind(NpgsqlDataSource dataSource)
{
    /// <summary>Entries that are looked through for one page at most; a page may be short, and go on.</summary>
    const int Chunk = 10_000;
    const int Chunks = 10;

    const string Sort = "position";

    // A stated time is found by an index of its own, wherever the fact stands.
    const string FactsSql = """
        SELECT position, at, coalesce(effective_at, at), project_id, actor_id, subject_id, type, data
        FROM journal
        WHERE position >= $1 AND position < $2 AND effective_at IS NULL AND ($6 IS NULL OR project_id = ANY ($6)) AND audience = 0
        UNION ALL
        SELECT position, at, effective_at, project_id, actor_id, subject_id, type, data
        FROM journal
        WHERE effective_at >= $4 AND effective_at < $5 AND position >= $7 AND position < $3 AND ($6 IS NULL OR project_id = ANY ($6)) AND audience = 0
        ORDER BY position
        """;

    const string StoriesSql = """
        SELECT s.id, p.key || '-' || s.number, s.title FROM stories s JOIN projects p ON p.id = s.project_id WHERE s.id = ANY ($1)
        """;

    const string TasksSql = "SELECT id, title, story_id FROM tasks WHERE id = ANY ($1)";

    public async Task<Page<FactBehind>> ReadAsync(
        SeriesSet series, ProjectSet projects, Part? only, long from, long to, string? cursor, int limit, CancellationToken cancellation)
    {
        var start = Paging.Decode(cursor, Sort, 1) is { } keys ? Start(keys[0]) : 1;
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var (low, high) = (await FirstPosition.AtAsync(connection, UnixTime.ToTimestamp(from), cancellation), await FirstPosition.AtAsync(connection, UnixTime.ToTimestamp(to), cancellation));
        var found = new List<(Fact Fact, List<EffectBehind> Effects)>();
        for (var chunk = 0; ; chunk++)
        {
            var begin = Math.Max(start, low);
            var end = Math.Min(begin + Chunk, high);
            var isLast = end >= high;
            await using var read = new NpgsqlCommand(FactsSql, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<long> { TypedValue = begin },
                    new NpgsqlParameter<long> { TypedValue = end },
                    new NpgsqlParameter<long> { TypedValue = isLast ? long.MaxValue : end },
                    new NpgsqlParameter<DateTime> { TypedValue = UnixTime.ToTimestamp(from) },
                    new NpgsqlParameter<DateTime> { TypedValue = UnixTime.ToTimestamp(to) },
                    new NpgsqlParameter
                    {
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                        Value = projects.IsAll ? DBNull.Value : projects.Named.Select(p => p.Value).ToArray(),
                    },
                    new NpgsqlParameter<long> { TypedValue = start },
                },
            };
            await using (var row = await read.ExecuteReaderAsync(cancellation))
                while (found.Count <= limit && await row.ReadAsync(cancellation))
                    Take(row, series, only, found);
            if (found.Count > limit || isLast)
                return await PageAsync(connection, found, limit, found.Count > limit ? found[limit].Fact.Position.Value : null, cancellation);
            start = end;
            if (chunk + 1 == Chunks)
                return await PageAsync(connection, found, limit, start, cancellation);
        }
    }

    static void Take(NpgsqlDataReader row, SeriesSet series, Part? only, List<(Fact Fact, List<EffectBehind> Effects)> found)
    {
        var data = FactJson.Read(row.GetString(6), row.GetFieldValue<byte[]>(7));
        var effects = new List<Effect>();
        Effects.Of(data, effects);
        var counted = effects.Where(e => series.Contains(e.Series)).Select(e => new EffectBehind(e.Series.Name(), e.Count, e.Sum)).ToList();
        if (counted.Count == 0)
            return;
        var fact = new Fact(new(row.GetInt64(0)), row.GetInstant(1), row.GetInstant(2), new(row.GetGuid(3)), new(row.GetGuid(4)), row.GetGuid(5), data);
        if (only is null || IsOf(fact, effects.First(e => series.Contains(e.Series)).Series, only.Value))
            found.Add((fact, counted));
    }

    static bool IsOf(Fact fact, Series series, Part only)
    {
        var parts = new List<Part>();
        Parts.Of(fact, series, parts);
        return parts.Contains(only);
    }

    /// <summary>What the facts are about is told as it is now.</summary>
    static async Task<Page<FactBehind>> PageAsync(
        NpgsqlConnection connection, List<(Fact Fact, List<EffectBehind> Effects)> found, int limit, long? next, CancellationToken cancellation)
    {
        var subjects = found.Take(limit).Select(f => f.Fact.SubjectId).Distinct().ToArray();
        var tasks = new Dictionary<Guid, (TaskBehind Task, Guid Story)>();
        await foreach (var row in RowsAsync(connection, TasksSql, subjects, cancellation))
            tasks[row.GetGuid(0)] = (new(new(row.GetGuid(0)), row.GetString(1)), row.GetGuid(2));
        var stories = new Dictionary<Guid, StoryBehind>();
        await foreach (var row in RowsAsync(connection, StoriesSql, [.. subjects, .. tasks.Values.Select(t => t.Story)], cancellation))
            stories[row.GetGuid(0)] = new(new(row.GetGuid(0)), row.GetString(1), row.GetString(2));
        return new([.. found.Take(limit).Select(f =>
        {
            var task = tasks.TryGetValue(f.Fact.SubjectId, out var of) ? of : default;
            return new FactBehind(f.Fact.Position, f.Fact.At, f.Fact.EffectiveAt, f.Fact.Type, f.Fact.ProjectId, f.Fact.ActorId,
                stories.GetValueOrDefault(task.Task is null ? f.Fact.SubjectId : task.Story), task.Task, f.Effects);
        })], next is { } position ? Paging.Encode(Sort, position.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null);
    }

    static async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        NpgsqlConnection connection, string sql, Guid[] ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } };
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            yield return row;
    }

    static long Start(string key) => long.TryParse(key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var position)
        ? position : throw Paging.BadCursor();
}

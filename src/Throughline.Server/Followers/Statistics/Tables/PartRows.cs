using Npgsql;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Tables;

/// <summary>Adds sums to the buckets of parts, set-wise, in the order of their keys.</summary>
static class PartRows
{
    const string AddSql = """
        INSERT INTO statistics_parts AS p (project_id, dimension, series, resolution, start, key, count, sum)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8)
        ON CONFLICT (project_id, dimension, series, resolution, start, key) DO UPDATE SET count = p.count + excluded.count, sum = p.sum + excluded.sum
        """;

    public static void AddTo(NpgsqlBatch batch, List<KeyValuePair<PartBucketKey, Sum>> rows) =>
        batch.Add(AddSql, rows.Column(r => r.Key.Project.Value), rows.Column(r => (short)r.Key.Part.Dimension), rows.Column(r => (short)r.Key.Series),
            rows.Column(r => (int)r.Key.Resolution), rows.Column(r => UnixTime.ToTimestamp(r.Key.Start)), rows.Column(r => r.Key.Part.Key),
            rows.Column(r => r.Value.Count), rows.Column(r => r.Value.Amount));
}

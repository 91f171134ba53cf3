using Npgsql;
using Throughline.Domain.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Tables;

/// <summary>Adds sums to buckets and totals, set-wise. Rows are touched in the order of their keys, whoever writes.</summary>
static class BucketRows
{
    const string AddBucketsSql = """
        INSERT INTO statistics_buckets AS b (project_id, resolution, series, start, count, sum)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6)
        ON CONFLICT (project_id, resolution, series, start) DO UPDATE SET
            count = b.count + excluded.count, sum = b.sum + excluded.sum
        """;

    const string AddTotalsSql = """
        INSERT INTO statistics_totals AS t (project_id, series, count, sum)
        SELECT unnest($1), unnest($2), unnest($3), unnest($4)
        ON CONFLICT (project_id, series) DO UPDATE SET count = t.count + excluded.count, sum = t.sum + excluded.sum
        """;

    public static void AddTo(NpgsqlBatch batch, List<KeyValuePair<BucketKey, Sum>> rows) =>
        batch.Add(AddBucketsSql, rows.Column(r => r.Key.Project.Value), rows.Column(r => (int)r.Key.Resolution),
            rows.Column(r => (short)r.Key.Series), rows.Column(r => UnixTime.ToTimestamp(r.Key.Start)), rows.Column(r => r.Value.Count),
            rows.Column(r => r.Value.Amount));

    public static void AddTo(NpgsqlBatch batch, List<KeyValuePair<(Guid Project, Series Series), Sum>> rows) =>
        batch.Add(AddTotalsSql, rows.Column(r => r.Key.Project), rows.Column(r => (short)r.Key.Series), rows.Column(r => r.Value.Count),
            rows.Column(r => r.Value.Amount));
}

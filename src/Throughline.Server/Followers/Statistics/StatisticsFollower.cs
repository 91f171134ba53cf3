using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Tables;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics;

/// <summary>Adds every fact to its buckets. It never skips one: what it can't read halts it.</summary>
public sealed class StatisticsFollower(TimeProvider time) : Follower
{
    public const string FollowerName = "statistics";

    // Only a hint, and so it may be wrong: the last sweep left something, or nobody knows.
    bool _sweepMore = true;

    public override string Name => FollowerName;

    public override async Task ApplyAsync(IReadOnlyList<JournalEntry> page, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var sums = Sum(page);
        var before = await KeptRows.ReadAsync(connection, cancellation);
        var kept = KeptRows.At(before, time.GetUtcNow().ToUnixTimeSeconds());
        var buckets = Buckets.Of(sums, kept.From);

        await using var batch = new NpgsqlBatch(connection);
        if (kept != before)
            KeptRows.AddAdvance(batch, kept);
        if (buckets.Count > 0)
            BucketRows.AddTo(batch, buckets);
        if (Buckets.Totals(sums) is { Count: > 0 } totals)
            BucketRows.AddTo(batch, totals);
        if (Parts.BucketsOf(sums.ByPart) is { Count: > 0 } parts)
            PartRows.AddTo(batch, parts);

        // More is swept than is added, so that the sweep always gets to its end.
        var sweep = Math.Max(KeptRows.SweepAtLeast, 2 * buckets.Count);
        var sweeping = _sweepMore || kept != before;
        if (sweeping)
            KeptRows.AddSweep(batch, kept, sweep);
        if (batch.BatchCommands.Count == 0)
            return;
        await batch.ExecuteNonQueryAsync(cancellation);
        if (sweeping)
            _sweepMore = batch.BatchCommands[^1].RecordsAffected >= sweep || batch.BatchCommands[^2].RecordsAffected >= sweep;
    }

    static FactSums Sum(IReadOnlyList<JournalEntry> page)
    {
        var sums = new FactSums(withParts: true);
        foreach (var entry in page)
            try
            {
                sums.Add(entry.Fact);
            }
            catch (Exception e)
            {
                // Reading and adding are pure: whatever fails here fails again, and is about this fact.
                throw new PoisonFactException(entry.Position, e);
            }
        return sums;
    }
}

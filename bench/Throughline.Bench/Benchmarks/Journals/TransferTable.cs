using Dapper;
using NodaTime;
using Throughline.Bench.Machine;

namespace Throughline.Bench.Benchmarks.Journals;

/// <summary>
/// Transfers as years of handing over leave them. A tenth are of one thing, and a seventh to one person: nobody's history is longer. The nodes are worked out
/// here in SQL, apart from the product's code.
/// </summary>
static class TransferTable
{
    public const int Owners = 1000;
    public static readonly Instant Beginning = Instant.FromUtc(2020, 1, 1, 0, 0);
    public static readonly Duration Span = Duration.FromDays(2000);

    const string Sql = """
        TRUNCATE base_items, items, transfers;
        INSERT INTO projects (id, key, name, last_number, story_count, version, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-0000000000aa', 'TL', 'x', 0, 0, 1, now(), now()) ON CONFLICT DO NOTHING;
        INSERT INTO base_items VALUES ('00000000-0000-0000-0000-0000000000bb', '00000000-0000-0000-0000-0000000000aa', 'x', @things, 1, now(), now());
        INSERT INTO items (id, project_id, base_item_id, created_at)
        SELECT ('00000001-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-0000-0000-0000000000aa', '00000000-0000-0000-0000-0000000000bb', now() FROM generate_series(0, @things) n;
        INSERT INTO transfers (id, project_id, item_id, owner_id, at, until, node, position, status, is_stated, recorded_by, recorded_at)
        SELECT gen_random_uuid(), '00000000-0000-0000-0000-0000000000aa', item_id, owner_id, at, until,
            CASE WHEN until > at THEN CASE WHEN first = last THEN first ELSE last >> height << height END END, position, 1, true, owner_id, now()
        FROM (
            SELECT *, length(ltrim((first # last)::bit(64)::text, '0')) - 1 AS height
            FROM (
                SELECT *, (extract(epoch FROM at - timestamptz '1800-01-01T00:00:00Z') * 1000000)::bigint AS first,
                    (extract(epoch FROM until - timestamptz '1800-01-01T00:00:00Z') * 1000000)::bigint - 1 AS last
                FROM (SELECT *, lead(at) OVER (PARTITION BY item_id ORDER BY at, position) AS until FROM (
                    SELECT n AS position,
                        ('00000001-0000-0000-0000-' || lpad(to_hex(CASE WHEN n % 10 = 0 THEN 0 ELSE 1 + (hashint4(n) & 2147483647) % @things END), 12, '0'))::uuid AS item_id,
                        ('00000002-0000-0000-0000-' || lpad(to_hex(CASE WHEN n % 7 = 0 THEN 0 ELSE (hashint4(-n) & 2147483647) % @owners END), 12, '0'))::uuid AS owner_id,
                        @beginning + (hashint4(n + 7) & 2147483647)::float8 / 2147483647 * @span AS at
                    FROM generate_series(1, @transfers) n) handed) chained) numbered) spans;
        """;

    public static async Task FillAsync(PrivatePostgres postgres, int transfers, CancellationToken cancel)
    {
        await using (var connection = await postgres.DataSource.OpenConnectionAsync(cancel))
            await connection.ExecuteAsync(new CommandDefinition(Sql,
                new { transfers, things = transfers / 10, owners = Owners, beginning = Beginning.ToDateTimeUtc(), span = Span.ToTimeSpan() }, commandTimeout: 0, cancellationToken: cancel));
        await postgres.ExecuteAsync("VACUUM ANALYZE items, transfers", cancel);
        await postgres.ExecuteAsync("CHECKPOINT", cancel);
    }
}

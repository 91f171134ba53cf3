using Throughline.Bench.Machine;
using Throughline.Domain;

namespace Throughline.Bench.Benchmarks.Journals;

/// <summary>A journal of plausible facts, made in the database: stories that are made, started and completed, and their tasks.</summary>
static class JournalRows
{
    public static readonly Guid Project = new("01998b2e-0000-7000-8000-000000000001");

    /// <summary>
    /// A third of the facts makes stories, a third makes tasks, and the rest moves on what was made. The times grow with the positions, over
    /// the span that ends now.
    /// </summary>
    static string Sql(long facts, double seconds) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$"""
        INSERT INTO journal (position, at, effective_at, project_id, actor_id, subject_id, type, audience, data)
        SELECT n, now() - make_interval(secs => {{{seconds}}}) + make_interval(secs => {{{seconds}}} * n / {{{facts}}}), NULL, '{{{Project}}}', '{{{UserId.Local.Value}}}',
            ('01998b2e-0000-7000-8000-' || lpad(to_hex(n / 6), 12, '0'))::uuid,
            CASE n % 6 WHEN 0 THEN 'story.created' WHEN 1 THEN 'task.created' WHEN 2 THEN 'story.started' WHEN 3 THEN 'task.created'
                WHEN 4 THEN 'story.created' ELSE 'story.completed' END,
            0,
            CASE n % 6
                WHEN 0 THEN '{"number":' || n || ',"title":"Follow the journal to its end","description":"","status":"Open","priority":"None","labels":[]}'
                WHEN 4 THEN '{"number":' || n || ',"title":"Say what was seen there","description":"","status":"Open","priority":"High","labels":["seen"]}'
                WHEN 2 THEN '{"status":{"old":"Open","new":"In Progress"}}'
                WHEN 5 THEN '{"status":{"old":"In Progress","new":"Done"}}'
                ELSE '{"storyId":"01998b2e-0000-7000-8000-' || lpad(to_hex(n / 6), 12, '0') || '","title":"A part of it","description":"","status":"Open","estimate":' || 600 + n % 1000 || ',"timeSpent":0}'
            END::json
        FROM generate_series(1, {{{facts}}}::bigint) n
        """);

    /// <summary>Puts a journal of so many facts in the place of what there is, with its project, and without statistics.</summary>
    public static async Task MakeAsync(PrivatePostgres postgres, long facts, TimeSpan span, CancellationToken cancel)
    {
        // A vacuum of millions of new rows would run through the measurement.
        await postgres.ExecuteAsync("ALTER TABLE journal SET (autovacuum_enabled = false)", cancel);
        await postgres.ExecuteAsync("TRUNCATE journal, projects, stories, tasks", cancel);
        await ForgetStatisticsAsync(postgres, cancel);
        await postgres.ExecuteAsync($"INSERT INTO projects VALUES ('{Project}', 'TL', 'TL', 0, 0, 1, clock_timestamp(), clock_timestamp())", cancel);
        await postgres.ExecuteAsync(Sql(facts, span.TotalSeconds), cancel);
        await postgres.ExecuteAsync("ANALYZE journal", cancel);
    }

    public static Task ForgetStatisticsAsync(PrivatePostgres postgres, CancellationToken cancel) => postgres.ExecuteAsync(
        """
        TRUNCATE statistics_buckets, statistics_totals;
        DELETE FROM followers;
        UPDATE statistics_kept SET kept_from = '0001-01-01T00:00:00Z'
        """, cancel);
}

using Dapper;
using NodaTime;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Domain;
using Throughline.Domain.Queries;
using Throughline.Server.Features.Stories;
using Throughline.Server.Features.Stories.Filtering;
using Throughline.Server.Followers.Search;

namespace Throughline.Bench.Benchmarks;

/// <summary>What it takes to find stories by words and fields, however many there are.</summary>
sealed class Search : Benchmark
{
    const int Asks = 20;
    const int AtOnce = 4000;
    static readonly ProjectId Project = new(Guid.Parse("01900000-0000-7000-8000-0000000000aa"));

    // From words that one story in ten thousand has to those that half of them have.
    static readonly string[] Filters =
    [
        "w5000", "w700", "w3", "w1 w2", "w12 w4000", "\"w1 w2\"", "w70 sort:rank", "w2 sort:rank", "w40*", "12345", "label:l7 status:open", "label:l150", "-label:l1 status:done",
        "priority:urgent is:active", "assignee:none label:l3,l4", "updated:<30d w5", "title:w20", "status:open sort:-updated",
    ];

    // What a list without an index of words does: the product's parameter text is this.
    static readonly string[] Words = ["w5000", "w700", "w3"];

    public override string Name => "search";

    public override string Compares => "the first 51 stories of a filter, a million stories in one project: the product's statement and index against ILIKE over the same rows";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var stories = stand.Extent.Of(1_000_000, 20_000);
        await using var postgres = await PrivatePostgres.StartAsync(cancel);
        var durable = (await Durability.ReadAsync(postgres.DataSource)).ToString();
        stand.Say($"{stories:#,0} stories");
        await postgres.ExecuteAsync(MakeSql(stories), cancel);
        stand.Say("their index, as the follower writes it");
        var indexing = TimeProvider.System.GetTimestamp();
        await IndexAsync(postgres, cancel);
        var perStory = TimeProvider.System.GetElapsedTime(indexing).TotalMicroseconds / stories;
        await postgres.ExecuteAsync("VACUUM ANALYZE stories", cancel);
        await postgres.ExecuteAsync("VACUUM ANALYZE story_search", cancel);

        var ours = Side("Throughline", token => AskAsync(postgres, Filters, ByFilter, token), $"the server's own statements, {Filters.Length} filters {Asks} times each");
        var ourWords = Side("Throughline, words", token => AskAsync(postgres, Words, ByFilter, token), $"the same, {Words.Length} words {Asks} times each");
        var theirs = Side("ILIKE", token => AskAsync(postgres, Words, ByPattern, token, 1), "title and description ILIKE '%word%', the same words once each");
        var all = await stand.InterleaveAsync(cancel, ours);
        var words = await stand.InterleaveAsync(cancel, ourWords, theirs);
        return
        [
            all.Judge(Figure.P99, ours, Goal.AtMost(50, Figure.P99), $"the follower indexed {1e6 / perStory:#,0} stories a second") with { What = $"p99, {Filters.Length} filters, {stories:#,0} stories" },
            all.Judge(Figure.P50, ours) with { What = $"p50, {Filters.Length} filters, {stories:#,0} stories" },
            words.Compare(Figure.Average, ourWords, theirs, Goal.RatioAtMost(0.1)) with { What = $"average of a word, {stories:#,0} stories, against ILIKE" },
        ];

        Side Side(string name, Func<CancellationToken, Task<Sample>> measure, string batching) =>
            new(name, measure) { Durability = durable, Batching = batching, Load = "the same process, one question after the other" };
    }

    static async Task IndexAsync(PrivatePostgres postgres, CancellationToken cancel)
    {
        await using var connection = await postgres.DataSource.OpenConnectionAsync(cancel);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition("SELECT id FROM stories", cancellationToken: cancel))).AsList();
        foreach (var page in ids.Chunk(AtOnce))
            await SearchRows.WriteAsync(connection, await SearchRows.ReadAsync(connection, page, cancel), [], cancel);
    }

    static async Task<Sample> AskAsync(
        PrivatePostgres postgres, string[] asked, Func<string, DynamicParameters, string> statement, CancellationToken cancel, int times = Asks)
    {
        var took = new List<double>();
        var (cpu, all) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        string? missing = null;
        for (var time = 0; time < times; time++)
            foreach (var text in asked)
            {
                var started = TimeProvider.System.GetTimestamp();
                var parameters = new DynamicParameters(new { limit = 51, offset = 0, project = Project.Value, text = $"%{text}%" });
                var sql = statement(text, parameters);
                var found = await FilteredRead.RunAsync(postgres.DataSource, statement == ByPattern, async connection => (await connection.QueryAsync<StoryRow, int, StoryRow>(
                    new CommandDefinition(sql, parameters, commandTimeout: 0, cancellationToken: cancel), (story, _) => story, "Rank")).AsList(), cancel);
                took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                if (found.Count == 0 && text != "w40*")
                    missing = $"nothing was found by {text}";
            }
        took.Sort();
        return new Sample
        {
            Figures = new Dictionary<Figure, double>
            {
                [Figure.P50] = took[took.Count / 2],
                [Figure.P99] = took[(int)Math.Ceiling(took.Count * 0.99) - 1],
                [Figure.Average] = took.Average(),
            },
            Seconds = TimeProvider.System.GetElapsedTime(all).TotalSeconds,
            CpuSeconds = postgres.CpuSeconds() - cpu,
            Void = missing,
        };
    }

    static string ByFilter(string text, DynamicParameters parameters)
    {
        var filter = FilterParser.Parse(text).Filter;
        var scope = new FilterScope(Project, "TL", default, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), DateTimeZone.Utc, new Dictionary<string, IReadOnlyList<UserId>>(StringComparer.Ordinal));
        var order = StoryOrder.All[filter.Sort is { } sort ? StoryOrder.NameOf(sort) : StoryOrder.Usual];
        return order.Select(StoryQuery.Of(filter, scope, parameters), null, parameters);
    }

    static string ByPattern(string text, DynamicParameters parameters) => $"""
        SELECT {StoryRow.Columns}, 0 AS "Rank"
        FROM stories s
        WHERE s.project_id = @project AND (s.title ILIKE @text OR s.description ILIKE @text)
        ORDER BY s.number DESC
        LIMIT @limit
        """;

    // Words as in a language: the hundredth is a hundred times as rare as the first, about. The numbers of a story decide what it says, so every run makes the same.
    static string MakeSql(int stories) => $"""
        INSERT INTO stories (id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at, assignee_id, title, description, labels)
        SELECT gen_random_uuid(), '{Project}', n, n % 3, n % 5, 1, n % 4, 0, 0, now() - (({stories} - n) * interval '40 seconds'), now() - ((n::bigint * 7919 % {stories}) * interval '40 seconds'),
               CASE WHEN n % 3 = 0 THEN NULL ELSE ('01900000-0000-7000-8000-' || lpad((n % 50)::text, 12, '0'))::uuid END,
               (SELECT string_agg('w' || floor(exp(9.2 * (hashint8(n::bigint * 31 + i)::bigint & 65535) / 65536.0))::int, ' ') FROM generate_series(1, 7) i),
               (SELECT string_agg('w' || floor(exp(9.2 * (hashint8(n::bigint * 17 + i + 1000003)::bigint & 65535) / 65536.0))::int, ' ') FROM generate_series(1, 40) i),
               CASE WHEN n % 4 = 0 THEN '[]'::jsonb ELSE jsonb_build_array('l' || n % 10, 'l' || (100 + n % 97)) END
        FROM generate_series(1, {stories}) n
        """;
}

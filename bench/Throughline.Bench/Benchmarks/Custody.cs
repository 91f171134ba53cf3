using System.Globalization;
using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Bench.Benchmarks.Journals;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Domain;
using Throughline.Server.Features.Items.Chains;

namespace Throughline.Bench.Benchmarks;

/// <summary>Who held what at a moment costs the same however long the histories are, of the thing and of the person.</summary>
sealed class Custody : Benchmark
{
    const int Asks = 200;

    const string NaiveOwnerSql = """
        SELECT owner_id
        FROM (SELECT item_id, owner_id, row_number() OVER (PARTITION BY item_id ORDER BY at DESC, position DESC) AS place FROM transfers WHERE status = 1 AND at <= @moment) t
        WHERE item_id = @item AND place = 1
        """;

    const string NaiveHeldSql = """
        SELECT item_id
        FROM (SELECT item_id, owner_id, row_number() OVER (PARTITION BY item_id ORDER BY at DESC, position DESC) AS place FROM transfers WHERE status = 1 AND at <= @moment) t
        WHERE owner_id = @user AND place = 1
        ORDER BY item_id
        """;

    public override string Name => "custody";

    public override string Compares => "who held a thing at a moment, and what somebody held then, among 1 million transfers: the product's questions against a window function";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var transfers = stand.Extent.Of(1_000_000, 100_000);
        await using var postgres = await PrivatePostgres.StartAsync(cancel);
        await postgres.ExecuteAsync("ALTER TABLE transfers SET UNLOGGED", cancel);
        stand.Say($"{transfers:#,0} transfers");
        await TransferTable.FillAsync(postgres, transfers, cancel);
        var rows = new List<Row>();
        await AddAsync("owner of a thing", transfers / 10, OwnerAsync, NaiveOwnerAsync);
        await AddAsync("things of a person", TransferTable.Owners, HeldAsync, NaiveHeldAsync);
        return rows;

        async Task AddAsync(string what, int subjects, Question ours, Question naive)
        {
            var product = SideOf($"Throughline: {what}", subjects, ours, naive, Asks);
            var window = SideOf($"window function: {what}", subjects, naive, null, stand.Quick ? 2 : 5);
            var rounds = await stand.InterleaveAsync(cancel, product, window);
            rows.Add(rounds.Compare(Figure.Time, product, window) with { What = $"median, {what} at a moment, against a window function" });
            rows.Add(rounds.Judge(Figure.P99, product, Goal.AtMost(5, Figure.P99)) with { What = $"p99, {what} at a moment, {transfers:#,0} transfers" });
        }

        Side SideOf(string name, int subjects, Question question, Question? check, int asks) => new(name, token => AskAsync(postgres, question, check, subjects, asks, token))
        {
            Durability = "reading is measured",
            Batching = $"one question after the other, from call to answer; {asks} of them, every other one about the longest history",
            Load = "the same process",
        };
    }

    delegate Task<string> Question(NpgsqlConnection connection, int number, Instant moment, CancellationToken cancel);

    /// <param name="check">Answers the same otherwise. The first few answers are held against it, for it takes long.</param>
    /// <param name="subjects">How many there are to ask about; the first has the longest history.</param>
    static async Task<Sample> AskAsync(PrivatePostgres postgres, Question question, Question? check, int subjects, int asks, CancellationToken cancel)
    {
        var random = new Random(11);
        var took = new List<double>();
        var (cpu, all, wrong) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp(), 0);
        await using var connection = await postgres.DataSource.OpenConnectionAsync(cancel);
        for (var i = 0; i < asks; i++)
        {
            var number = i % 2 == 0 ? 0 : random.Next(1, subjects);
            var moment = TransferTable.Beginning + TransferTable.Span * random.NextDouble();
            var started = TimeProvider.System.GetTimestamp();
            var answer = await question(connection, number, moment, cancel);
            took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (i < 2 && check is not null && answer != await check(connection, number, moment, cancel))
                wrong++;
        }
        took.Sort();
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Figure.Time] = Spread.Of(took).Median, [Figure.P99] = took[(int)Math.Ceiling(took.Count * 0.99) - 1] },
            Seconds = TimeProvider.System.GetElapsedTime(all).TotalSeconds,
            CpuSeconds = postgres.CpuSeconds() - cpu,
            Void = wrong > 0 ? $"{wrong} answers differ from the window's" : null,
        };
    }

    static async Task<string> OwnerAsync(NpgsqlConnection connection, int number, Instant moment, CancellationToken cancel) =>
        (await OwnerQuery.AskAsync(connection, new ItemId(IdOf(1, number)), moment, cancel)).OwnerId?.ToString() ?? "";

    static async Task<string> NaiveOwnerAsync(NpgsqlConnection connection, int number, Instant moment, CancellationToken cancel) =>
        (await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            NaiveOwnerSql, new { item = IdOf(1, number), moment = moment.ToDateTimeUtc() }, commandTimeout: 0, cancellationToken: cancel)))?.ToString() ?? "";

    // A page, as the API answers it.
    static async Task<string> HeldAsync(NpgsqlConnection connection, int number, Instant moment, CancellationToken cancel) =>
        string.Join(' ', (await HeldQuery.AskAsync(connection, new UserId(IdOf(2, number)), moment, null, null, 50, cancel)).Select(row => row.Id));

    static async Task<string> NaiveHeldAsync(NpgsqlConnection connection, int number, Instant moment, CancellationToken cancel) =>
        string.Join(' ', (await connection.QueryAsync<Guid>(new CommandDefinition(
            NaiveHeldSql, new { user = IdOf(2, number), moment = moment.ToDateTimeUtc() }, commandTimeout: 0, cancellationToken: cancel))).Take(50));

    static Guid IdOf(int noun, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"{noun:x8}-0000-0000-0000-{number:x12}"));
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Throughline.Bench.Benchmarks.Journals;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Domain;
using Throughline.Server.Followers.Statistics;
using Throughline.Server.Journal;

namespace Throughline.Bench.Benchmarks;

/// <summary>What it costs to keep the statistics: the follower's own loop on a journal that is there already.</summary>
sealed class Upkeep : Benchmark
{
    static readonly Figure PerFact = new("time per fact", " µs");

    public override string Name => "upkeep";

    public override string Compares => "the statistics follower alone: pages in, buckets and cursor committed, per fact";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var facts = stand.Extent.Of(400_000, 50_000);
        await using var postgres = await PrivatePostgres.StartAsync(cancel);
        var durable = await Durability.ReadAsync(postgres.DataSource);
        var rows = new List<Row>();
        foreach (var (what, perSecond, goal) in new (string, int, Goal?)[]
                 {
                     ("2,000 facts a second", 2000, Goal.AtMost(3, PerFact)),
                     ("20 facts a second", 20, null),
                 })
        {
            await JournalRows.MakeAsync(postgres, facts, TimeSpan.FromSeconds((double)facts / perSecond), cancel);
            var side = new Side($"Throughline, {what}", token => FollowAsync(postgres, facts, token))
            {
                Durability = $"buckets and cursor commit together and are made again from the journal when they are lost, so this commit does not wait for the disk (synchronous_commit off, set by the follower; {durable})",
                Batching = $"pages of up to {new StatisticsFollower(TimeProvider.System).PageLength:#,0} facts, with facts that came at {what}; the rest between pages is left out",
                Load = "the same machine: the follower's loop, fed from the node's memory as after a commit, JSON read anew",
            };
            var rounds = await stand.InterleaveAsync(cancel, side);
            rows.Add(rounds.Judge(PerFact, side, goal) with { What = $"time per fact, {what}" });
        }
        return rows;
    }

    static async Task<Sample> FollowAsync(PrivatePostgres postgres, int facts, CancellationToken cancel)
    {
        await JournalRows.ForgetStatisticsAsync(postgres, cancel);
        await postgres.ExecuteAsync("CHECKPOINT", cancel);
        var settings = new JournalSettings { TailEntries = facts + 1, TailBytes = long.MaxValue };
        var tail = new JournalTail(settings);
        tail.Publish(await new JournalReader(postgres.DataSource).ReadAsync(new Position(0), facts, cancel));
        using var loop = new FollowerLoop(
            new Restless(), postgres.DataSource, tail, new JournalAlarms(NullLogger<JournalAlarms>.Instance), settings, NullLogger.Instance);

        var own = Environment.CpuUsage.TotalTime;
        var (cpu, started) = (postgres.CpuSeconds(), TimeProvider.System.GetTimestamp());
        await loop.StartAsync(cancel);
        while (await CursorAsync(postgres.DataSource, cancel) < facts) await Task.Delay(5, cancel);
        var took = TimeProvider.System.GetElapsedTime(started);
        var used = postgres.CpuSeconds() - cpu + (Environment.CpuUsage.TotalTime - own).TotalSeconds;
        await loop.StopAsync(CancellationToken.None);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [PerFact] = took.TotalMicroseconds / facts },
            Seconds = took.TotalSeconds,
            CpuSeconds = used,
            Void = await TotalAsync(postgres.DataSource, cancel) is var total && total == Stories(facts) ? null : $"{total} stories were counted, there are {Stories(facts)}",
        };
    }

    // Every sixth position and every one four after it makes a story.
    static long Stories(int facts) => facts / 6 + (facts + 2) / 6;

    static async Task<long> CursorAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT coalesce(max(position), 0) FROM followers");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    static async Task<long> TotalAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT coalesce(sum(count), 0)::bigint FROM statistics_totals WHERE series = 1 AND project_id = '00000000-0000-0000-0000-000000000000'");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The follower as it is, but for the pause after each page: that is no work.</summary>
    sealed class Restless : Follower
    {
        readonly StatisticsFollower _statistics = new(TimeProvider.System);

        public override string Name => _statistics.Name;

        public override int PageLength => _statistics.PageLength;

        public override TimeSpan Rest => TimeSpan.Zero;

        public override Task ApplyAsync(IReadOnlyList<JournalEntry> page, NpgsqlConnection connection, CancellationToken cancellation) =>
            _statistics.ApplyAsync(page, connection, cancellation);
    }
}
